// Finding clients while typing: by name (trigram, ё=е, wrong layout), phone tail, e-mail, a ticket's number.
import { Injectable } from '@nestjs/common';
import type { ClientRow } from '#libs/contract/clients.js';
import { Database } from '#libs/kernel/database.service.js';
import { type Variants, variantsOf } from './find-text.js';
import { ticketRights } from './rights.js';
import type { Viewer } from './viewer.js';

/** `found` gives ids with their rank; what a card shows is read for the few that stay. */
const rows = (rights: string): string => `
  select c.id, c.name, c.category, c.provisional,
    (select i.display from identities i where i.client_id = c.id and i.kind = 'phone' order by i.verified desc, i.id limit 1) as phone,
    (select i.display from identities i where i.client_id = c.id and i.kind = 'email' order by i.verified desc, i.id limit 1) as email,
    case when a.id is null then null else jsonb_build_object('id', a.id::text, 'name', a.name) end as owner,
    (select count(*)::int from tickets t where t.client_id = c.id and t.status in ('registered', 'queued', 'assigned', 'waiting') and ${rights}) as "openTickets"
  from found join clients c on c.id = found.id left join agents a on a.id = c.owner_id order by found.rank desc, c.id desc`;
/** Enough to rank by: more that fit equally well would not be read by anybody. */
const CANDIDATES = 400;

@Injectable()
export class ClientsQuery {
  constructor(private readonly db: Database) {}

  /** At most `limit` cards, best first; an empty query answers the newest. Counters hold what the viewer may see. */
  async find(viewer: Viewer, query: string, limit = 20): Promise<ClientRow[]> {
    const variants = variantsOf(query);
    if (variants.kind === 'nothing')
      return this.read(viewer, limit, () => `select id, id as rank from clients where merged_into is null order by id desc limit $1`);
    const byNumber = variants.ticket ? await this.byTicket(viewer, variants.ticket, limit) : [];
    const byAddress = await this.byAddress(viewer, variants, limit);
    if (byNumber.length || byAddress.length)
      return distinct(variants.kind === 'ticket' ? [...byNumber, ...byAddress] : [...byAddress, ...byNumber]).slice(0, limit);
    return variants.names.length ? this.byName(viewer, variants.names, limit) : [];
  }

  /** A ticket's number finds its client, if the viewer may see the ticket; the newest year first. */
  private byTicket(viewer: Viewer, { year, seq }: NonNullable<Variants['ticket']>, limit: number): Promise<ClientRow[]> {
    return this.read(
      viewer,
      limit,
      (put, rights) =>
        `select t.client_id as id, max(t.number_year) as rank from tickets t where t.number_seq = ${put(seq)} and (${put(year)}::int is null or t.number_year = ${put(year)}::int) and ${rights}
         group by t.client_id order by 2 desc limit $1`,
    );
  }

  /** A tail is matched at the end of the number, an e-mail by its beginning. */
  private async byAddress(viewer: Viewer, { phoneTail, email }: Variants, limit: number): Promise<ClientRow[]> {
    if (!phoneTail && !email) return [];
    const pattern = phoneTail ? `%${like(phoneTail)}` : `${like(email!)}%`;
    return this.read(
      viewer,
      limit,
      (put) => `select c.id, extract(epoch from c.updated_at) as rank from clients c
        where c.merged_into is null and c.id in (select client_id from identities where kind = ${put(phoneTail ? 'phone' : 'email')} and value like ${put(pattern)} limit 200)
        order by 2 desc limit $1`,
    );
  }

  /** Whole beginnings and parts first; only when there are too few, names that merely resemble. */
  private async byName(viewer: Viewer, names: string[], limit: number): Promise<ClientRow[]> {
    const rank = (array: string) => `greatest(${names.map((_, i) => `word_similarity((${array})[${i + 1}], name_key)`).join(', ')})`;
    const near = (condition: (put: Put) => string) =>
      this.read(viewer, limit, (put) => {
        const array = `${put(names)}::text[]`;
        return `select id, ${rank(array)} as rank from (select id, name_key from clients where merged_into is null and ${condition(put)} limit ${CANDIDATES}) near order by 2 desc, 1 desc limit $1`;
      });
    const parts = await near((put) => `name_key like any(${put(names.map((name) => `%${like(name)}%`))})`);
    if (parts.length >= limit) return parts;
    return distinct([...parts, ...(await near((put) => `name_key %> any(${put(names)})`))]).slice(0, limit);
  }

  private read(viewer: Viewer, limit: number, found: (put: Put, rights: string) => string): Promise<ClientRow[]> {
    const params: unknown[] = [limit];
    const rights = ticketRights(viewer, params);
    return this.db.query<ClientRow>(`with found as (${found((value) => `$${params.push(value)}`, rights)}) ${rows(rights)}`, params);
  }
}

type Put = (value: unknown) => string;
const distinct = (found: ClientRow[]): ClientRow[] => [...new Map(found.map((row) => [row.id, row])).values()];
const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
