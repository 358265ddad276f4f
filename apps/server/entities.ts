// Every table that TypeORM knows, as one list: the drift test compares it with what the migrations made.
import { ChannelAccountRow, ChannelCursor, InboundReceipt } from '#libs/channels/channel.entity.js';
import { IdempotencyKey, Job, JournalReader, Setting, StoredFileRow } from '#libs/kernel/system.entity.js';
import { Client, ClientCategoryPeriod, ClientMerge, Identity, ImportRun, Representative } from '#libs/people/client.entity.js';
import { Absence, Agent, Department, Queue, QueueMember, Session } from '#libs/people/staff.entity.js';
import { Delivery } from '#libs/tickets/delivery.entity.js';
import { DecisionRow, Offer } from '#libs/routing/offer.entity.js';
import { Attachment, Conversation, Draft, Merge, MessageVersion, Ticket, TicketNumber } from '#libs/tickets/ticket.entity.js';
import { Template, Topic, TopicExample } from '#libs/topics/topic.entity.js';

export const ENTITIES = [
  Setting,
  Job,
  JournalReader,
  StoredFileRow,
  IdempotencyKey,
  Department,
  Agent,
  Absence,
  Session,
  Queue,
  QueueMember,
  Client,
  ClientCategoryPeriod,
  ClientMerge,
  Identity,
  Representative,
  ImportRun,
  Topic,
  TopicExample,
  Template,
  Ticket,
  TicketNumber,
  Conversation,
  MessageVersion,
  Attachment,
  Draft,
  Merge,
  Offer,
  DecisionRow,
  ChannelAccountRow,
  ChannelCursor,
  InboundReceipt,
  Delivery,
];
