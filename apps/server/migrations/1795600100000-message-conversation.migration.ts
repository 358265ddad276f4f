// A message knows its conversation: what a visitor is shown again never depends on which ticket holds the words after merges and splits.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MessageConversation1795600100000 implements MigrationInterface {
  name = 'MessageConversation1795600100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table messages add column conversation_id bigint');
    await runner.query(
      `update messages m set conversation_id = t.conversation_id from tickets t where t.id = m.ticket_id and m.direction <> 'note' and m.channel = t.channel`,
    );
    await runner.query('create index messages_by_conversation on messages (conversation_id, id) where conversation_id is not null');
  }

  /** Forward only: a backup is the way back. */
  async down(): Promise<void> {
    throw new Error('migrations run forward only; restore a backup instead');
  }
}
