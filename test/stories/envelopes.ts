// Hand-made envelopes for stories that need no provider: what a channel's mapper hands to intake.
import { createHash } from 'node:crypto';
import type { ChannelAccount, Receipt } from '#libs/channels/channel.js';
import type { Inbound, InboundEvent, Sender } from '#libs/channels/inbound.js';
import type { World, WorldOptions } from '../world.js';

type Message = Extract<InboundEvent, { kind: 'message' }>;
export type Words = Partial<Omit<Message, 'kind'>> & { providerAt?: Date; providerKey?: string; externalId?: string; contentHash?: string };

/** A chat, a form and a mailbox: none of them talks to the outside. */
export const ACCOUNTS: NonNullable<WorldOptions['accounts']> = [
  { channel: 'chat', name: 'site', settings: {} },
  { channel: 'api', name: 'form', settings: { key: 'a-form-key-of-the-tests' } },
  {
    channel: 'email',
    name: 'letters',
    mode: 'off',
    settings: {
      imapUrl: 'imap://u:p@127.0.0.1:9/INBOX',
      smtpUrl: 'smtp://u:p@127.0.0.1:9',
      from: { name: 'Институт', address: 'kontakt@meridian.example' },
    },
  },
];

let drawn = 0;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One message as an envelope; keys are new each time unless given. */
export function envelope(at: Date, from: string | Sender, text: string, more: Words = {}): Inbound {
  const { providerAt = null, providerKey = `p${++drawn}`, externalId = providerKey, contentHash, ...words } = more;
  const sender: Sender = typeof from === 'string' ? { address: from, name: from } : from;
  const event: InboundEvent = { kind: 'message', conversationKey: sender.address, sender, text, files: [], ...words };
  return wrap(at, event, {
    providerKey,
    externalId,
    contentHash: contentHash ?? sha256(JSON.stringify([sender.address, text])),
    providerAt,
  });
}

/** Any event as an envelope. */
export function wrap(
  at: Date,
  event: InboundEvent,
  keys: { providerKey?: string; externalId?: string; contentHash?: string; providerAt?: Date | null } = {},
): Inbound {
  const providerKey = keys.providerKey ?? `p${++drawn}`;
  return {
    providerKey,
    externalId: keys.externalId ?? providerKey,
    contentHash: keys.contentHash ?? sha256(providerKey),
    raw: Buffer.from(JSON.stringify(event)),
    receivedAt: at,
    providerAt: keys.providerAt ?? null,
    event,
  };
}

/** Clients of a world: they write through one account by name. */
export class Clients {
  private constructor(
    readonly world: World,
    private readonly accounts: ChannelAccount[],
  ) {}

  static async of(world: World): Promise<Clients> {
    return new Clients(world, await world.services.accounts.accounts());
  }

  account(name: string): ChannelAccount {
    return this.accounts.find((one) => one.name === name)!;
  }

  receive(name: string, ...envelopes: Inbound[]): Promise<Receipt[]> {
    return this.world.services.intake.receive(this.account(name), envelopes);
  }

  /** Returns the receipt after everything that follows has happened. */
  async write(name: string, from: string | Sender, text: string, more: Words = {}): Promise<Receipt> {
    const [receipt] = await this.receive(name, envelope(this.world.clock.now(), from, text, more));
    await this.world.settle();
    return receipt!;
  }
}
