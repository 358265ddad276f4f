// Through which channels a reply can reach the client: the ticket's own where it carries words, then those we may begin.
import type { ChannelDescriptor } from '#libs/contract/channels.js';
import type { ClientView } from '#libs/contract/clients.js';
import type { ChannelView } from '#libs/contract/staff.js';

export interface ReplyWay {
  channel: ChannelDescriptor;
  /** Where the words go when the channel is not the ticket's own: the client's address in it. */
  address: string;
  own: boolean;
}

/** A visit, a call and a site's form take no written answer: nothing they are given is ever delivered. */
const carriesWords = ({ marks, text }: ChannelDescriptor): boolean => marks !== 'none' && text.maxLength > 0;

function addressIn(channel: ChannelDescriptor, identities: ClientView['identities']): string | undefined {
  const fits = identities.filter((one) => one.kind === channel.identity && (one.kind !== 'account' || one.channel === channel.id));
  const best = fits.find((one) => one.verified) ?? fits[0];
  return best && (best.display || best.value);
}

/** The usual way first. Empty when the client cannot be written to at all. */
export function replyWays(own: ChannelDescriptor, known: ChannelView[], identities: ClientView['identities']): ReplyWay[] {
  const others = known.flatMap(({ descriptor, accounts }) => {
    const able = descriptor.starts === 'message' && descriptor.id !== own.id && accounts.some((account) => account.mode !== 'off');
    const address = able ? addressIn(descriptor, identities) : undefined;
    return address ? [{ channel: descriptor, address, own: false }] : [];
  });
  return carriesWords(own) ? [{ channel: own, address: '', own: true }, ...others] : others;
}
