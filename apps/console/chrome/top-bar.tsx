// The one line above everything: presence, capacity, queue, search, link, me.
import { ActionIcon, Tooltip } from '@mantine/core';
import type { SessionView } from '#libs/contract/staff.js';
import { useCell, useNow } from '../live/hooks.js';
import { queues } from '../live/office.store.js';
import { setSound, sound } from '../offers/sound.adapter.js';
import { go } from '../session/route.store.js';
import { numberOf, roughly } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { ConnectionChip } from './connection-chip.js';
import { openDialog, paletteOpen } from './dialogs.store.js';
import { Icon } from './icon.js';
import { PresenceMenu } from './presence-menu.js';
import { ProfileMenu } from './profile-menu.js';

const LONG_WAIT_MS = 10 * 60_000;

/** How many wait in my queues and how long the first of them. */
function QueueChip({ view }: { view: SessionView }) {
  const { t, language } = useTexts();
  const now = useNow(5000);
  const mine = useCell(queues).filter((queue) => view.queues.some((own) => own.code === queue.code));
  const waiting = mine.reduce((sum, queue) => sum + (queue.waiting ?? 0), 0);
  const oldest = mine
    .map((queue) => queue.oldestAt)
    .filter((at): at is string => at !== null)
    .sort()[0];
  const age = oldest ? now - Date.parse(oldest) : 0;
  return (
    <button
      type="button"
      className={`top-chip wide-only ${age > LONG_WAIT_MS ? 'over' : ''}`}
      data-testid="queue-chip"
      onClick={() => go({ screen: 'inbox', id: null, filter: { view: 'queues' } })}
    >
      {age > LONG_WAIT_MS ? '▲ ' : ''}
      {waiting === 0 ? t('queue.empty') : t('queue.chip', { n: waiting, age: roughly(age, language) })}
    </button>
  );
}

function CapacityChip({ view }: { view: SessionView }) {
  const { t, language } = useTexts();
  const { used, total } = view.capacity;
  return (
    <span className="top-chip wide-only" title={t('capacity.hint')} data-testid="capacity">
      {t('capacity.chip', { used: numberOf(used, language), total: numberOf(total, language) })}
    </span>
  );
}

function NewTicketButton() {
  const { t } = useTexts();
  return (
    <Tooltip label={`${t('newTicket.title')} (C / С)`}>
      <ActionIcon
        variant="default"
        size={32}
        data-testid="new-ticket"
        aria-label={t('newTicket.title')}
        onClick={() => openDialog('newTicket')}
      >
        <Icon name="plus" />
      </ActionIcon>
    </Tooltip>
  );
}

export function TopBar({ view }: { view: SessionView }) {
  const { t } = useTexts();
  const blocked = useCell(sound) === 'blocked';
  return (
    <header className="top">
      <span className="brand ellipsis" title={view.institute}>
        {view.institute}
      </span>
      {view.acts.includes('presence.setOwn') ? <PresenceMenu presence={view.presence} /> : null}
      {view.acts.includes('ticket.take') ? <CapacityChip view={view} /> : null}
      {view.queues.length > 0 ? <QueueChip view={view} /> : null}
      <span className="fill" />
      {blocked ? (
        <button type="button" className="top-chip over" onClick={() => setSound('on')}>
          <Icon name="mute" size={16} />
          {t('sound.blocked')}
        </button>
      ) : null}
      <button type="button" className="top-chip wide-only" onClick={() => paletteOpen.set(true)}>
        <Icon name="search" size={16} />
        {t('palette.open')} <kbd>Ctrl K</kbd>
      </button>
      {view.acts.includes('ticket.register') ? <NewTicketButton /> : null}
      <ConnectionChip />
      <ProfileMenu view={view} />
    </header>
  );
}
