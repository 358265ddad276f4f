// A person with a mailbox somewhere: writes to the product, reads and answers what the product sent.
import { Ledger } from '../telegram/ledger.js';
import { type Draft, compose } from './compose.js';
import type { Letter } from './letter.js';

export type PersonDraft = Partial<Omit<Draft, 'from' | 'to'>> & {
  to?: string | string[];
  /** What the receiving server says of SPF, DKIM and DMARC; default pass. */
  authenticated?: boolean;
};

export interface Post {
  /** The address a letter goes to when none is named. */
  defaultTo: string;
  authservId: string;
  carry: (raw: Buffer, from: string, to: string[]) => void;
}

export class MailPerson {
  /** Letters of the product, in the order of arrival. */
  readonly received: Ledger<Letter>;

  constructor(
    readonly address: string,
    readonly name: string | undefined,
    private readonly post: Post,
  ) {
    this.received = new Ledger<Letter>(`mail of ${address}`);
  }

  get inbox(): Letter[] {
    return this.received.entries;
  }

  waitFor(fits: (letter: Letter) => boolean = () => true, ms = 5_000, from = 0): Promise<Letter> {
    return this.received.waitFor(fits, ms, from);
  }

  /** Composes and delivers; returns the raw bytes as the product's server stores them. */
  send(draft: PersonDraft): Buffer {
    const { to = this.post.defaultTo, authenticated = true, headers, ...rest } = draft;
    const trace = this.#trace(authenticated);
    const raw = compose({
      subject: 'Вопрос',
      text: 'Здравствуйте! Подскажите, пожалуйста, какие документы нужны?',
      ...rest,
      from: { name: this.name, address: this.address },
      to: [to].flat(),
      headers: { ...trace, ...headers },
    });
    this.post.carry(raw, this.address, [...[to].flat(), ...addressesOf(rest.cc)]);
    return raw;
  }

  /** Answers a letter as mail programs do: Re:, threading headers, the old text quoted below. */
  reply(letter: Letter, draft: PersonDraft): Buffer {
    const quoted = letter.text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    const references = [...(letter.header('references') ?? '').split(/\s+/).filter(Boolean), letter.messageId];
    return this.send({
      to: letter.answerTo,
      subject: letter.subject.replace(/^(?!Re:)/i, 'Re: '),
      inReplyTo: letter.messageId,
      references,
      ...draft,
      text: `${draft.text ?? 'Спасибо!'}\n\n${new Date(letter.at).toLocaleString('ru-RU')} пишет ${letter.answerTo}:\n${quoted}\n`,
    });
  }

  /** The answering machine of someone on holiday (RFC 3834). */
  vacation(letter: Letter): Buffer {
    return this.send({
      to: letter.answerTo,
      subject: `Автоответ: ${letter.subject}`,
      text: 'Я в отпуске до 15 августа и отвечу после возвращения.',
      inReplyTo: letter.messageId,
      headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' },
    });
  }

  #trace(authenticated: boolean): Record<string, string> {
    const domain = this.address.split('@')[1] ?? '';
    const verdict = authenticated ? 'pass' : 'fail';
    const at = new Date().toUTCString().replace('GMT', '+0000');
    return {
      'Return-Path': `<${this.address}>`,
      Received: `from mx.${domain} (mx.${domain} [203.0.113.7])\r\n by ${this.post.authservId} with ESMTPS id ${Date.now().toString(36)}; ${at}`,
      'Authentication-Results': `${this.post.authservId}; spf=${verdict} smtp.mailfrom=${this.address};\r\n dkim=${verdict} header.d=${domain}; dmarc=${verdict} header.from=${domain}`,
    };
  }
}

function addressesOf(list: Draft['cc']): string[] {
  return (list ?? []).map((one) => (typeof one === 'string' ? one : one.address));
}
