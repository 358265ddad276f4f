// What all devices share: the frame with its chooser of people, the thread of bubbles, and news for somebody else.
import { ask, clock, h, icon } from './dom.js';
import { language, QUESTIONS, said, say } from './words.js';

export class Device {
  /** @param {string} name @param {{id: string, name: string, role: object}[]} players @param {(text: string) => void} toast */
  constructor(name, players, toast) {
    Object.assign(this, { name, players, toast, thread: { lines: [] }, unread: new Set(), typing: false });
    this.person = players[0]?.id ?? '';
    this.lines = h('div.lines', { role: 'log', 'aria-live': 'polite', tabindex: '0' });
    this.foot = h('div.foot');
    this.elsewhere = h('div.elsewhere');
    this.element = h('section.device', { id: `device-${name}`, 'data-testid': `device-${name}` });
    this.element.classList.add(name);
  }

  /** Everything anew: at first and when the language changes. */
  draw() {
    this.chooser = h('select', { 'data-testid': `${this.name}-person`, onchange: () => void this.become(this.chooser.value) });
    for (const one of this.players)
      this.chooser.append(h('option', { value: one.id }, `${one.id === 'guest' ? say('guest') : one.name} · ${said(one.role)}`));
    this.chooser.value = this.person;
    const title = h('h2', { id: `title-${this.name}` }, icon(this.name), say(this.name));
    this.element.setAttribute('aria-labelledby', `title-${this.name}`);
    this.element.replaceChildren(
      h('header', {}, title, h('label', {}, h('span.hidden', {}, say('person')), this.chooser)),
      this.elsewhere,
      ...this.body(),
    );
    this.drawFoot();
    this.drawLines();
    this.drawElsewhere();
  }

  body() {
    return [this.lines, this.foot];
  }

  async become(person) {
    this.person = person;
    this.chooser.value = person;
    this.unread.delete(person);
    this.typing = false;
    this.drawElsewhere();
    await this.refresh();
  }

  async refresh() {
    try {
      this.show(await ask(`thread?device=${this.name}&person=${encodeURIComponent(this.person)}`));
    } catch (error) {
      this.toast(error.message);
    }
  }

  async act(wish) {
    try {
      this.show(await ask('act', { device: this.name, person: this.person, ...wish }));
      return true;
    } catch (error) {
      this.toast(error.message || say('failed'));
      return false;
    }
  }

  /** News from the stream; for another person it is only told. */
  heard({ person, thread }) {
    if (person === this.person) return this.show(thread);
    const known = this.players.some((one) => one.id === person);
    if (known && thread.lines.at(-1)?.from === 'them') this.unread.add(person);
    this.drawElsewhere();
  }

  show(thread) {
    this.thread = thread;
    if (thread.lines.at(-1)?.from === 'them') this.typing = false;
    this.drawLines();
    this.drawState();
  }

  hint() {
    this.typing = true;
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => {
      this.typing = false;
      this.drawLines();
    }, 5000);
    this.drawLines();
  }

  drawState() {}
  drawFoot() {}

  drawElsewhere() {
    const people = this.players.filter((one) => this.unread.has(one.id));
    const buttons = people.map((one) =>
      h('button', { type: 'button', onclick: () => void this.become(one.id) }, say('elsewhere', { names: one.name })),
    );
    this.elsewhere.replaceChildren(...buttons);
  }

  drawLines() {
    const { lines } = this.thread;
    const atEnd = this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight < 60;
    const shown = lines.length ? lines.map((line, i) => this.line(line, i === lines.length - 1)) : [this.welcome()];
    if (this.typing) shown.push(h('p.system', {}, say('typing')));
    this.lines.replaceChildren(...shown);
    if (atEnd || !this.drawn) this.lines.scrollTop = this.lines.scrollHeight;
    this.drawn = lines.length > 0;
  }

  welcome() {
    const questions = QUESTIONS[language].map((text) => h('button.ready', { type: 'button', onclick: () => this.take(text) }, text));
    return h('div.welcome', {}, h('p', {}, say('empty')), ...questions);
  }

  take() {}

  line(line) {
    if (line.from === 'system') return h('p.system', {}, `${clock(line.at, language)} · ${said(line.text)}`);
    const marks = [clock(line.at, language), line.edited && say('edited'), line.state && (line.state === 'taken' ? '✓✓' : '✓')].filter(
      Boolean,
    );
    const buttons = (line.buttons ?? []).map((button) => this.button(button));
    return h(
      `div.bubble.${line.from}`,
      {},
      line.title ? h('b', {}, said(line.title)) : null,
      line.text ? h('p', {}, said(line.text)) : null,
      ...(line.files ?? []).map((name) => h('span.file', {}, name)),
      h('small', { title: line.state ? say(line.state) : null }, marks.join(' · ')),
      buttons.length ? h('div.buttons', {}, ...buttons) : null,
    );
  }

  button({ label, data, url }) {
    if (url) return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label);
    return h('button', { type: 'button', onclick: () => void this.act({ act: 'press', data }) }, label);
  }
}
