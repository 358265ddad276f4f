// Importing clients and staff from a file: a preview is stored, confirmed in small steps, and can be undone as a whole.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid, notFound } from '#libs/kernel/errors.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { type ImportError, REASONS } from './import-fields.js';
import { readTable } from './import-file.adapter.js';
import { type ClientDraft, type ClientPreview, draftClients, identityKeys, ownerIndex, previewClients } from './import-preview.js';
import { codeIndex, previewStaff, type StaffPreview } from './import-staff.js';
import { ImportWriter, type Before } from './import-writer.service.js';
import { StaffService } from './staff.service.js';
import { actorOf, type Viewer } from './viewer.js';

type Kind = 'clients' | 'staff';
interface Stored {
  id: string;
  kind: Kind;
  state: string;
  preview: (ClientPreview | StaffPreview) & { before?: Before[]; appointed?: string[] };
}
export interface ImportSummary {
  id: string;
  state: string;
  total: number;
  creates: number;
  updates: number;
  duplicates: unknown[];
  /** The first of them, each with its reason in both languages; `wrong` counts all. */
  errors: (ImportError & { words: { ru: string; en: string } })[];
  wrong: number;
  unknown: string[];
  sample: unknown[];
}
/** The feed waits for the oldest writer: thousands of rows are committed in steps of this size. */
const STEP = 500;
const SHOWN = 200;

@Injectable()
export class ImportsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly staff: StaffService,
    private readonly writer: ImportWriter,
  ) {}

  /** Reads the file and tells what confirming would do; nothing else is written. */
  async preview(viewer: Viewer, kind: Kind, file: { name: string; bytes: Buffer }): Promise<ImportSummary> {
    const table = await readTable(file.bytes).catch((error: Error) => {
      throw invalid(error.message, { field: 'file' });
    });
    const preview = kind === 'clients' ? await this.previewClients(table) : await this.previewStaff(table, viewer);
    const [row] = await this.db.query<{ id: string }>(
      `insert into imports (kind, state, file_name, preview, created_by, created_at) values ($1, 'previewed', $2, $3, $4, $5) returning id`,
      [kind, file.name.slice(0, 300), JSON.stringify(preview), viewer.agentId, this.clock.now()],
    );
    return summary({ id: row!.id, kind, state: 'previewed', preview });
  }

  async confirm(viewer: Viewer, id: string): Promise<ImportSummary> {
    const run = await this.claim(id, 'previewed', 'confirming');
    const { preview } = run;
    if (run.kind === 'clients') preview.before = await this.writeClients(viewer, run.id, preview as ClientPreview);
    else preview.appointed = await this.appoint(viewer, preview as StaffPreview);
    await this.finish(viewer, run, 'confirmed');
    return summary({ ...run, state: 'confirmed' });
  }

  /** Cards that got a ticket meanwhile stay; everything else of the import goes, and changed cards get their values back. */
  async undo(viewer: Viewer, id: string): Promise<ImportSummary> {
    const run = await this.claim(id, 'confirmed', 'undoing');
    if (run.kind === 'clients') await this.db.transaction((tx) => this.writer.undo(tx, run.id, run.preview.before ?? []));
    else
      for (const agentId of run.preview.appointed ?? [])
        await this.staff.dismiss(agentId, 'import undone', actorOf(viewer)).catch(() => undefined);
    await this.finish(viewer, run, 'undone');
    return summary({ ...run, state: 'undone' });
  }

  private async previewClients(table: Awaited<ReturnType<typeof readTable>>): Promise<ClientPreview> {
    const owners = ownerIndex(
      await this.db.query<{ id: string; login: string; name: string }>('select id, login, name from agents where active'),
    );
    const keys = draftClients(table, owners).drafts.flatMap(identityKeys);
    const rows = await this.db.query<{ key: string; client_id: string }>(
      `select kind || ':' || value as key, client_id from identities where kind in ('phone', 'email') and kind || ':' || value = any($1)`,
      [keys],
    );
    return previewClients(table, { identities: new Map(rows.map((row) => [row.key, row.client_id])), owners });
  }

  private async previewStaff(table: Awaited<ReturnType<typeof readTable>>, viewer: Viewer): Promise<StaffPreview> {
    const codes = (name: 'departments' | 'queues') => this.db.query<{ code: string; name: string }>(`select code, name from ${name}`);
    const logins = await this.db.query<{ id: string; login: string }>('select id, lower(login) as login from agents');
    return previewStaff(table, {
      logins: new Map(logins.map((row) => [row.login, row.id])),
      departments: codeIndex(await codes('departments')),
      queues: codeIndex(await codes('queues')),
      by: viewer,
    });
  }

  private async writeClients(viewer: Viewer, importId: string, preview: ClientPreview): Promise<Before[]> {
    for (let i = 0; i < preview.creates.length; i += STEP)
      await this.db.transaction((tx) => this.writer.create(tx, preview.creates.slice(i, i + STEP), importId, actorOf(viewer)));
    const before: Before[] = [];
    for (let i = 0; i < preview.updates.length; i += STEP)
      before.push(
        ...(await this.db.transaction((tx) =>
          this.writer.update(tx, preview.updates.slice(i, i + STEP) as { clientId: string; draft: ClientDraft }[], actorOf(viewer)),
        )),
      );
    return before;
  }

  private async appoint(viewer: Viewer, preview: StaffPreview): Promise<string[]> {
    const appointed: string[] = [];
    for (const { line: _line, ...draft } of preview.creates) appointed.push(await this.staff.appoint(draft, actorOf(viewer)));
    for (const {
      agentId,
      draft: { line: _line, ...draft },
    } of preview.updates)
      await this.staff.change(agentId, draft, actorOf(viewer));
    return appointed;
  }

  private async claim(id: string, from: string, to: string): Promise<Stored> {
    const [run] = /^\d{1,19}$/.test(id)
      ? await this.db.query<Stored>('update imports set state = $3 where id = $1 and state = $2 returning id, kind, state, preview', [
          id,
          from,
          to,
        ])
      : [];
    if (run) return run;
    const [other] = /^\d{1,19}$/.test(id) ? await this.db.query<{ state: string }>('select state from imports where id = $1', [id]) : [];
    if (!other) throw notFound('Такой загрузки нет.');
    throw conflict('Эта загрузка уже выполнена, отменена или выполняется сейчас.', { state: other.state });
  }

  private async finish(viewer: Viewer, run: Stored, state: string): Promise<void> {
    await this.db.transaction(async (tx: Tx) => {
      await tx.query('update imports set state = $2, preview = $3, confirmed_at = $4 where id = $1', [
        run.id,
        state,
        JSON.stringify(run.preview),
        this.clock.now(),
      ]);
      await this.journal.append(tx, [
        {
          kind: `import.${state}`,
          subject: { type: 'import', id: run.id },
          actor: actorOf(viewer),
          facts: { kind: run.kind, creates: run.preview.creates.length, updates: run.preview.updates.length },
        },
      ]);
    });
  }
}

const summary = ({ id, state, preview }: Stored): ImportSummary => ({
  id,
  state,
  total: preview.total,
  creates: preview.creates.length,
  updates: preview.updates.length,
  duplicates: preview.duplicates.slice(0, SHOWN),
  errors: preview.errors.slice(0, SHOWN).map((error) => ({ ...error, words: REASONS[error.reason] })),
  wrong: preview.errors.length,
  unknown: preview.unknown,
  sample: preview.creates.slice(0, 20),
});
