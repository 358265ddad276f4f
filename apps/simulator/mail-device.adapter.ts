// The mailbox device: letters a person writes, and what the product's letters say to them.
import type { Letter } from './mail/letter.js';
import type { Mail } from './mail/mail.server.js';
import type { Player } from './people.js';
import { type Device, type Line, LONGEST_THREAD, refuse, type Thread, type Wish } from './thread.js';

export class MailDevice implements Device {
  private readonly written = new Map<string, Line[]>();
  private serial = 0;

  constructor(
    private readonly mail: Mail,
    readonly players: Player[],
    private readonly changed: (person: string) => void,
  ) {
    mail.smtp.attempts.watch(({ to }) => {
      for (const address of to) changed(address);
    });
  }

  /** `send` writes a new letter, `reply` answers the letter named by `data`. */
  act(person: string, wish: Wish): void {
    const { text = '', subject = '' } = wish;
    if (!text.trim()) refuse('Напишите текст письма.');
    const writer = this.mail.person(person, this.players.find((one) => one.id === person)?.name);
    if (wish.act === 'reply') {
      const letter = writer.inbox[Number(wish.data)] ?? refuse('Такого письма в ящике нет.');
      writer.reply(letter, { text });
      this.keep(person, text, letter.subject.replace(/^(?!Re:)/i, 'Re: '));
    } else if (wish.act === 'send') {
      writer.send({ text, subject: subject.trim() || 'Вопрос' });
      this.keep(person, text, subject.trim() || 'Вопрос');
    } else refuse(`Действия «${wish.act}» здесь нет.`);
    this.changed(person);
  }

  thread(person: string): Thread {
    const received = this.mail.person(person).inbox.map(lineOf);
    const lines = [...received, ...(this.written.get(person) ?? [])].sort((a, b) => a.at - b.at);
    return { lines: lines.slice(-LONGEST_THREAD) };
  }

  private keep(person: string, text: string, title: string): void {
    const line: Line = { id: `w${++this.serial}`, at: Date.now(), from: 'me', text, title, state: 'taken' };
    this.written.set(person, [...(this.written.get(person) ?? []), line]);
  }
}

const lineOf = (letter: Letter, index: number): Line => ({
  id: `r${index}`,
  at: letter.at,
  from: 'them',
  title: letter.subject,
  text: withoutQuote(letter.text).trim() || letter.text.trim(),
  files: letter.attachmentNames,
});

/** Mail programs fold the quoted rest. */
const withoutQuote = (text: string): string => text.replace(/\n+[^\n]*(?:\n>.*)+\s*$/, '').replace(/\n>.*/g, '');
