// The telephone: keypad, voice, and whichever phone rings at the moment.
import { elapsed, h } from './dom.js';
import { Device } from './device.js';
import { say } from './words.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export class Telephone extends Device {
  constructor(...given) {
    super(...given);
    this.rings = [];
    setInterval(() => this.drawState(), 1000);
  }

  drawFoot() {
    this.screen = h('p.screen', { 'aria-live': 'polite', 'data-testid': 'phone-state' });
    this.keypad = h(
      'div.keypad',
      { role: 'group', 'aria-label': say('keypad') },
      ...KEYS.map((key) => h('button', { type: 'button', onclick: () => void this.act({ act: 'press', data: key }) }, key)),
    );
    this.voice = h('input', {
      type: 'text',
      'aria-label': say('say'),
      placeholder: say('say'),
      maxlength: '500',
      autocomplete: 'off',
      'data-testid': 'phone-say',
    });
    this.speak = h('form', { onsubmit: (event) => void this.submit(event) }, this.voice, h('button', { type: 'submit' }, say('sayDo')));
    this.handset = h('div.handset');
    this.foot.replaceChildren(this.screen, this.keypad, this.speak, this.handset);
    this.drawn = undefined;
    this.shownState = undefined;
    this.drawState();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.voice.value.trim();
    if (text && (await this.act({ act: 'say', text }))) this.voice.value = '';
    this.voice.focus();
  }

  welcome() {
    return h('div.welcome', {}, h('p', {}, say('emptyPhone')));
  }

  /** Somebody's phone rings: the chooser goes there at a touch. */
  ringing(rings) {
    this.rings = rings;
    this.drawElsewhere();
  }

  drawElsewhere() {
    super.drawElsewhere();
    for (const { id, name } of this.rings.filter((one) => one.id !== this.person)) {
      if (!this.players.some((one) => one.id === id)) this.admit({ id, name });
      const take = async () => {
        await this.become(id);
        await this.act({ act: 'answer' });
      };
      this.elsewhere.append(
        h(
          'div.rings',
          { role: 'alert' },
          say('rings', { name }),
          h('button.primary', { type: 'button', onclick: () => void take() }, say('answer')),
        ),
      );
    }
  }

  /** A caller who is not in the list is rung back. */
  admit({ id, name }) {
    const player = { id, name, role: { ru: id, en: id } };
    this.players.push(player);
    this.chooser?.append(h('option', { value: id }, `${name} · ${id}`));
  }

  drawState() {
    if (!this.screen) return;
    const { state, since, other } = this.thread.call ?? { state: 'idle' };
    this.screen.textContent = say(state, { other, time: since ? elapsed(since) : '' });
    if (this.shownState === state) return;
    this.shownState = state;
    const acts = {
      idle: [['dial', 'primary']],
      calling: [['hangUp', 'stop']],
      talking: [['hangUp', 'stop']],
      ringing: [
        ['answer', 'primary'],
        ['decline', 'stop'],
      ],
    }[state];
    const name = { dial: 'dial', hangUp: 'hang-up', answer: 'answer', decline: 'decline' };
    this.handset.replaceChildren(
      ...acts.map(([key, look]) =>
        h(
          `button.${look}`,
          { type: 'button', 'data-testid': `phone-${name[key]}`, onclick: () => void this.act({ act: name[key] }) },
          say(key),
        ),
      ),
    );
    for (const button of [...this.keypad.children, ...this.speak.children]) button.disabled = state !== 'talking' && state !== 'calling';
  }
}
