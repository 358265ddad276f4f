// D11: an older open ticket of the same client on the same topic stands above the conversation; one key joins them.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TicketView } from '#libs/contract/tickets.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import { useCommands } from '../chrome/commands.js';
import { toastError } from '../chrome/toast.js';
import { useNow } from '../live/hooks.js';
import { useChannel } from '../live/office.store.js';
import { go } from '../session/route.store.js';
import { momentOf, numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { mergeTicket } from './acts.js';

/** Asked anew when what makes a duplicate changes. */
function useDuplicate(ticket: TicketView): TicketView | null {
  const [found, setFound] = useState<TicketView | null>(null);
  const { id, status } = ticket;
  const about = `${ticket.client.id} ${ticket.topic?.code ?? ''}`;
  useEffect(() => {
    setFound(null);
    if (!about || !['registered', 'queued', 'assigned', 'waiting'].includes(status)) return;
    let current = true;
    ticketsApi
      .duplicates(id)
      .then((page) => current && setFound(page.items[0] ?? null))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [id, status, about]);
  return found;
}

export function DuplicateLine({ ticket }: { ticket: TicketView }) {
  const { t, language } = useTexts();
  const now = useNow(60_000);
  const older = useDuplicate(ticket);
  const channel = useChannel(older?.channel ?? '');
  const join = (): void => {
    if (!older) return;
    mergeTicket(ticket.id, older.id).then(() => go({ id: older.id }), toastError);
  };
  useCommands(older ? { duplicate: join } : {});
  if (!older) return null;
  return (
    <div className="composer-warn" role="status" data-testid="duplicate">
      <span style={{ flex: '1 1 240px' }}>
        {t('duplicate.line', {
          number: numberTail(older.number),
          channel: channel.label[language],
          at: momentOf(older.lastMessageAt, now, language),
        })}
      </span>
      <Button size="xs" variant="default" onClick={() => go({ id: older.id })}>
        {t('duplicate.open')}
      </Button>
      <Button size="xs" onClick={join}>
        {t('merge.verb')}{' '}
        <kbd className="wide-only" style={{ marginLeft: 6 }}>
          D
        </kbd>
      </Button>
    </div>
  );
}
