// The mailbox: letters as cards, an answer to one of them or a new letter.
import { h } from './dom.js';
import { Device } from './device.js';
import { language, QUESTIONS, said, say } from './words.js';
import { clock } from './dom.js';

export class Mailbox extends Device {
  drawFoot() {
    this.answering ??= null;
    this.subject = h('input', {
      type: 'text',
      'aria-label': say('subject'),
      placeholder: say('subject'),
      maxlength: '200',
      autocomplete: 'off',
      'data-testid': 'mail-subject',
    });
    this.text = h('textarea', {
      rows: '3',
      'aria-label': say('letter'),
      placeholder: say('letter'),
      maxlength: '20000',
      'data-testid': 'mail-text',
    });
    this.about = h('p.about');
    this.foot.replaceChildren(
      h(
        'form.letter',
        { onsubmit: (event) => void this.submit(event) },
        this.about,
        this.subject,
        this.text,
        h('button.primary', { type: 'submit', 'data-testid': 'mail-send' }, say('send')),
      ),
    );
    this.drawAnswering();
  }

  drawAnswering() {
    const letter = this.answering;
    this.subject.hidden = letter !== null;
    this.about.hidden = letter === null;
    if (letter)
      this.about.replaceChildren(
        say('replyTo', { subject: said(letter.title) }),
        h('button.link', { type: 'button', onclick: () => this.answer(null) }, say('cancel')),
      );
  }

  answer(letter) {
    this.answering = letter;
    this.drawAnswering();
    this.text.focus();
  }

  async become(person) {
    this.answering = null;
    this.drawAnswering();
    await super.become(person);
  }

  async submit(event) {
    event.preventDefault();
    if (!this.text.value.trim()) return this.text.focus();
    const wish = this.answering ? { act: 'reply', data: this.answering.id.slice(1) } : { act: 'send', subject: this.subject.value };
    if (!(await this.act({ ...wish, text: this.text.value }))) return;
    this.text.value = '';
    this.subject.value = '';
    this.answering = null;
    this.drawAnswering();
  }

  take(text) {
    this.subject.value = language === 'ru' ? 'Вопрос' : 'A question';
    this.text.value = text;
    this.text.focus();
  }

  welcome() {
    const questions = QUESTIONS[language].map((text) => h('button.ready', { type: 'button', onclick: () => this.take(text) }, text));
    return h('div.welcome', {}, h('p', {}, say('emptyMail')), ...questions);
  }

  line(line, last) {
    const theirs = line.from === 'them';
    return h(
      `details.card.${line.from}`,
      { open: last },
      h(
        'summary',
        {},
        h('b', {}, said(line.title)),
        h('small', {}, `${theirs ? 'Институт «Меридиан»' : say('you')} · ${clock(line.at, language)}`),
      ),
      h('p', {}, line.text),
      ...(line.files ?? []).map((name) => h('span.file', {}, name)),
      theirs ? h('button.link', { type: 'button', onclick: () => this.answer(line) }, say('reply')) : null,
    );
  }
}
