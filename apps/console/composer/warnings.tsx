// What the writer must know before sending: a colleague answered or writes, words for a colleague, a promised file.
import { Button } from '@mantine/core';
import type { TicketView } from '#libs/contract/tickets.js';
import { useCell } from '../live/hooks.js';
import { shortName } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { looksInternal, promisesFile } from './limits.js';
import { discard, outbox, send, sendAgain } from './outbox.store.js';
import type { Mode, Outgoing } from './waiting.js';

interface WarningsProps {
  ticket: TicketView;
  mode: Mode;
  text: string;
  filesCount: number;
  fault: string | null;
  others: { id: string; name: string; writing: boolean }[];
  toNote: () => void;
  /** Puts refused words back into the reply. */
  restore: (words: string) => void;
}

/** The reply that a colleague's answer overtook: nothing was sent, the person decides. */
function Overtaken({ out, restore }: { out: Outgoing; restore: (words: string) => void }) {
  const { t } = useTexts();
  const { newer } = out;
  const asNote = (): void => {
    send({ ticketId: out.ticketId, mode: 'note', text: out.text, files: out.files, seenSeq: null });
    discard(out.key);
  };
  const edit = (): void => {
    restore(out.text);
    discard(out.key);
  };
  return (
    <div className="composer-warn bad" role="alert" data-testid="stale">
      <span className="whole">
        {t('collide.stale', { name: newer?.author ?? '', text: (newer?.text ?? '').slice(0, 160) })}
        <br />
        <span className="quiet">{t('collide.yours', { text: out.text.slice(0, 160) })}</span>
      </span>
      <Button size="xs" color="red" variant="outline" data-testid="send-anyway" onClick={() => sendAgain(out.key, true)}>
        {t('collide.sendAnyway')}
      </Button>
      <Button size="xs" variant="default" onClick={edit}>
        {t('act.edit')}
      </Button>
      <Button size="xs" variant="default" onClick={asNote}>
        {t('collide.toNote')}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={() => discard(out.key)}>
        {t('act.cancel')}
      </Button>
    </div>
  );
}

export function Warnings({ ticket, mode, text, filesCount, fault, others, toNote, restore }: WarningsProps) {
  const { t } = useTexts();
  const stale = useCell(outbox).filter((out) => out.ticketId === ticket.id && out.state === 'stale');
  const writer = others.find((one) => one.writing);
  return (
    <>
      {stale.map((out) => (
        <Overtaken key={out.key} out={out} restore={restore} />
      ))}
      {writer && mode === 'reply' ? (
        <div className="composer-warn" role="status">
          ✎ {t('collide.write', { name: shortName(writer.name) })}
        </div>
      ) : null}
      {mode === 'reply' && looksInternal(text) ? (
        <div className="composer-warn" role="status">
          <span>{t('guard.colleague')}</span>
          <button type="button" className="link-button" onClick={toNote}>
            {t('guard.switch')}
          </button>
        </div>
      ) : null}
      {mode === 'reply' && filesCount === 0 && promisesFile(text) ? (
        <div className="composer-warn" role="status">
          {t('guard.attach')}
        </div>
      ) : null}
      {fault ? (
        <div className="composer-warn bad" role="alert">
          {fault}
        </div>
      ) : null}
    </>
  );
}
