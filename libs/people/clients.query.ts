// Finding clients while typing: by name (trigram, ё=е, wrong layout), phone tail, e-mail.
import { Injectable } from '@nestjs/common';
import type { ClientRow } from '#libs/contract/clients.js';
import { Database } from '#libs/kernel/database.service.js';
import { variantsOf } from './find-text.js';

const ROW = `
  select c.id, c.name, c.category, c.provisional,
    (select i.display from identities i where i.client_id = c.id and i.kind = 'phone' order by i.verified desc, i.id limit 1) as phone,
    (select i.display from identities i where i.client_id = c.id and i.kind = 'email' order by i.verified desc, i.id limit 1) as email,
    case when a.id is null then null else jsonb_build_object('id', a.id::text, 'name', a.name) end as owner,
    (select count(*)::int from tickets t where t.client_id = c.id and t.status in ('registered', 'queued', 'assigned', 'waiting')) as "openTickets"
  from clients c left join agents a on a.id = c.owner_id`;

@Injectable()
export class ClientsQuery {
  constructor(private readonly db: Database) {}

  /** At most `limit` cards, best first; an empty query answers the newest. */
  async find(query: string, limit = 20): Promise<ClientRow[]> {
    const variants = variantsOf(query);
    if (!variants.names.length && !variants.phoneTail && !variants.email)
      return this.db.query(`${ROW} where c.merged_into is null order by c.id desc limit $1`, [limit]);
    const byIdentity = variants.phoneTail ?? variants.email;
    if (byIdentity) {
      // a tail is matched at the end of the number, an e-mail by its beginning
      const pattern = variants.phoneTail ? `%${like(variants.phoneTail)}` : `${like(variants.email!)}%`;
      const rows = await this.db.query<ClientRow>(
        `${ROW} where c.merged_into is null and c.id in (select client_id from identities where kind = $3 and value like $1 limit 200) order by c.updated_at desc limit $2`,
        [pattern, limit, variants.phoneTail ? 'phone' : 'email'],
      );
      if (rows.length || !variants.names.length) return rows;
    }
    return this.db.query<ClientRow>(
      `${ROW} where c.merged_into is null and (c.name_key like any($1) or c.name_key %> any($2))
       order by greatest(${variants.names.map((_, i) => `word_similarity($2[${i + 1}], c.name_key)`).join(', ')}) desc, c.id desc limit $3`,
      [variants.names.map((name) => `%${like(name)}%`), variants.names, limit],
    );
  }
}

const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
