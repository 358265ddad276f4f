// Where a reply goes: the ticket's own conversation, or the chosen channel by the client's address in it.
import { Injectable } from '@nestjs/common';
import type { ChannelDescriptor } from '#libs/contract/channels.js';
import type { Sql } from '#libs/kernel/database.js';
import { invalid } from '#libs/kernel/errors.js';
import type { LockedTicket } from '#libs/tickets/moves.service.js';
import { AccountsService } from './accounts.service.js';

export interface Destination {
  channel: ChannelDescriptor;
  accountId: string;
  conversationId: string | null;
  conversationKey: string;
  to: { address: string; name: string | null };
}

@Injectable()
export class DestinationService {
  constructor(private readonly accounts: AccountsService) {}

  /** Throws invalid with what to do when the client can't be reached that way. */
  async find(
    sql: Sql,
    ticket: Pick<LockedTicket, 'id' | 'channel' | 'account_id' | 'conversation_id' | 'client_id'>,
    channelId: string | undefined,
    accountName?: string,
  ): Promise<Destination> {
    const wanted = channelId ?? ticket.channel;
    const descriptor = this.accounts.channel(wanted).descriptor;
    if (wanted === ticket.channel && ticket.conversation_id) {
      const [row] = await sql.query<{ id: string; account_id: string; key: string; address: string; name: string; blocked: boolean }>(
        'select c.id, c.account_id, c.key, c.address, k.name, c.blocked from conversations c join clients k on k.id = c.client_id where c.id = $1',
        [ticket.conversation_id],
      );
      if (row?.blocked) throw invalid('Клиент остановил бота: сообщение не дойдёт. Выберите другой канал.', { field: 'channel' });
      if (row && descriptor.text.maxLength > 0)
        return {
          channel: descriptor,
          accountId: row.account_id,
          conversationId: row.id,
          conversationKey: row.key,
          to: { address: row.address, name: row.name },
        };
    }
    if (descriptor.text.maxLength === 0)
      throw invalid(`Через «${descriptor.label.ru}» нельзя отправить текст. Выберите другой канал.`, { field: 'channel' });
    if (descriptor.starts !== 'message')
      throw invalid(`В канале «${descriptor.label.ru}» первым пишет клиент. Выберите другой канал.`, { field: 'channel' });
    return this.begin(sql, ticket.client_id, descriptor, accountName);
  }

  /** The text's length is checked before anything is stored. */
  check(channel: ChannelDescriptor, text: string, files: number): void {
    if (!text.trim() && !files) throw invalid('Напишите текст или приложите файл.', { field: 'text' });
    if (!channel.text.splits && text.length > channel.text.maxLength)
      throw invalid(`Для этого канала слишком длинно: ${text.length} знаков из ${channel.text.maxLength}.`, {
        field: 'text',
        max: channel.text.maxLength,
      });
    if (files > channel.files.maxCount)
      throw invalid(`К одному сообщению здесь можно приложить файлов: ${channel.files.maxCount}.`, {
        field: 'files',
        max: channel.files.maxCount,
      });
  }

  private async begin(sql: Sql, clientId: string, descriptor: ChannelDescriptor, accountName?: string): Promise<Destination> {
    const [account] = await sql.query<{ id: string }>(
      `select id from channel_accounts where channel = $1 and mode <> 'off' and not deleted and ($2::text is null or name = $2) order by id limit 1`,
      [descriptor.id, accountName ?? null],
    );
    if (!account) throw invalid(`Канал «${descriptor.label.ru}» не подключён. Подключите его в настройках.`, { field: 'channel' });
    const kind = descriptor.identity;
    const [identity] = await sql.query<{ value: string; name: string }>(
      `select i.value, c.name from identities i join clients c on c.id = i.client_id where i.client_id = $1 and i.kind = $2 and ($2 <> 'account' or i.channel = $3) order by i.verified desc, i.id limit 1`,
      [clientId, kind, descriptor.id],
    );
    if (!identity) throw invalid(`В карточке клиента нет адреса для канала «${descriptor.label.ru}».`, { field: 'channel' });
    return {
      channel: descriptor,
      accountId: account.id,
      conversationId: null,
      conversationKey: identity.value,
      to: { address: identity.value, name: identity.name },
    };
  }
}
