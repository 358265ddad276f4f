// What the demo's rows are made with: ids of people, queues and accounts, and what each channel is like.
import type { ChannelDescriptor } from '#libs/contract/channels.js';
import type { ClockNorms, WorkingTime } from '#libs/tickets/clocks.js';
import type { Rule } from '#libs/routing/decide.js';

export interface SeedChannel {
  descriptor: ChannelDescriptor;
  accountId: string;
  /** The sender's address and the conversation's key of an address in the generator's spelling. */
  wire(address: string): { address: string; key: string };
}

export interface SeedTopic {
  desk: string;
  typical: boolean;
}

export interface SeedFacts {
  now: Date;
  /** By login. */
  agents: Map<string, string>;
  /** By code. */
  queues: Map<string, string>;
  /** By channel id; a channel that is not in this build has no history either. */
  channels: Map<string, SeedChannel>;
  topics: Map<string, SeedTopic>;
  rules: Rule[];
  contactQueue: string;
  norms: ClockNorms;
  workingTime: WorkingTime;
}
