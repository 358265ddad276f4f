// The two messengers: a line to write in, the bot's buttons, and the bot's own keyboard.
import { h } from './dom.js';
import { Device } from './device.js';
import { say } from './words.js';

export class Messenger extends Device {
  drawFoot() {
    this.input = h('input', {
      type: 'text',
      'aria-label': say('write'),
      placeholder: say('write'),
      maxlength: '4000',
      autocomplete: 'off',
      'data-testid': `${this.name}-text`,
    });
    this.keys = h('div.keyboard');
    const form = h(
      'form',
      { onsubmit: (event) => void this.submit(event) },
      this.input,
      h('button.primary', { type: 'submit', 'data-testid': `${this.name}-send` }, say('send')),
    );
    this.foot.replaceChildren(this.keys, form);
    this.drawState();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value;
    if (!text.trim()) return this.input.focus();
    if (await this.act({ act: 'text', text })) this.input.value = '';
    this.input.focus();
  }

  take(text) {
    this.input.value = text;
    this.input.focus();
  }

  welcome() {
    const welcome = super.welcome();
    welcome.append(h('button.ready', { type: 'button', onclick: () => void this.act({ act: 'start' }) }, say('start')));
    return welcome;
  }

  drawState() {
    const rows = this.thread.keyboard ?? [];
    this.keys?.replaceChildren(
      ...rows
        .flat()
        .map(({ label, contact }) =>
          h('button', { type: 'button', onclick: () => void this.act(contact ? { act: 'contact' } : { act: 'text', text: label }) }, label),
        ),
    );
  }
}
