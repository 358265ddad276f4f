// Every migration in order; forward only: a landed one is never edited.
import { Birth1795500000000 } from './migrations/1795500000000-birth.migration.js';
import { JournalAppendOnly1795600000000 } from './migrations/1795600000000-journal-append-only.migration.js';
import { MessageConversation1795600100000 } from './migrations/1795600100000-message-conversation.migration.js';
import { AccountHours1795600200000 } from './migrations/1795600200000-account-hours.migration.js';
import { Absences1795600300000 } from './migrations/1795600300000-absences.migration.js';
import { NewestTickets1795600400000 } from './migrations/1795600400000-newest-tickets.migration.js';
import { RequestHolders1795600600000 } from './migrations/1795600600000-request-holders.migration.js';

export const MIGRATIONS = [
  Birth1795500000000,
  JournalAppendOnly1795600000000,
  MessageConversation1795600100000,
  AccountHours1795600200000,
  Absences1795600300000,
  NewestTickets1795600400000,
  RequestHolders1795600600000,
];
