// The line above the conversation: number, topic, who answers for it, and what can be done.
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import type { TicketView } from '#libs/contract/tickets.js';
import { openDialog } from '../chrome/dialogs.store.js';
import { Icon } from '../chrome/icon.js';
import { DueChip, StatusChip } from '../inbox/due-chip.js';
import { isOpen } from '../inbox/status.js';
import { viewing } from '../live/company.store.js';
import { useKeyed, useNow } from '../live/hooks.js';
import { useChannel } from '../live/office.store.js';
import { go } from '../session/route.store.js';
import { may, me } from '../session/session.store.js';
import { fullMoment, momentOf, numberTail, shortName } from '../texts/format.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { markSpam, patchTicket, reopenTicket, takeTicket, unmergeTicket, unspamTicket, wakeTicket } from './acts.js';

const PRIORITIES: { value: number; text: TextKey }[] = [
  { value: 9, text: 'priority.urgent' },
  { value: 6, text: 'priority.high' },
  { value: 0, text: 'priority.usual' },
];

function More({ ticket }: { ticket: TicketView }) {
  const { t } = useTexts();
  const open = isOpen(ticket) && may('ticket.change');
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label={t('act.more')} data-testid="more">
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item data-testid="decision" onClick={() => openDialog('decision', ticket.id)}>
          {t('act.decision')}
        </Menu.Item>
        {open ? <Menu.Item onClick={() => openDialog('topic', ticket.id)}>{t('act.topic')}</Menu.Item> : null}
        {open ? (
          <Menu.Item data-testid="merge" onClick={() => openDialog('merge', ticket.id)}>
            {t('act.merge')}
          </Menu.Item>
        ) : null}
        {open ? (
          <Menu.Item data-testid="split" onClick={() => openDialog('split', ticket.id)}>
            {t('act.split')}
          </Menu.Item>
        ) : null}
        <Menu.Item onClick={() => openDialog('newTicket', null, { clientId: ticket.client.id })}>{t('act.writeClient')}</Menu.Item>
        <Menu.Item onClick={() => void navigator.clipboard?.writeText(`${location.origin}/inbox/${ticket.id}`)}>
          {t('act.copyLink')}
        </Menu.Item>
        {open ? <Menu.Divider /> : null}
        {open ? <Menu.Label>{t('act.priority')}</Menu.Label> : null}
        {open
          ? PRIORITIES.map(({ value, text }) => (
              <Menu.Item
                key={value}
                leftSection={ticket.priority === value ? '✓' : ' '}
                onClick={() => void patchTicket(ticket.id, { priority: value })}
              >
                {t(text)}
              </Menu.Item>
            ))
          : null}
        {open ? <Menu.Divider /> : null}
        {open ? (
          <Menu.Item color="red" data-testid="spam" onClick={() => void markSpam(ticket.id)}>
            {t('act.spam')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The one button that takes a finished ticket back to where it was. */
function Back({ ticket }: { ticket: TicketView }) {
  const { t } = useTexts();
  if (ticket.status === 'spam')
    return (
      <Button variant="default" onClick={() => void unspamTicket(ticket.id)}>
        {t('act.unspam')}
      </Button>
    );
  if (ticket.status === 'merged')
    return (
      <Button variant="default" onClick={() => void unmergeTicket(ticket.id)}>
        {t('act.unmerge')}
      </Button>
    );
  if (ticket.status === 'resolved')
    return (
      <Button variant="default" data-testid="reopen" onClick={() => void reopenTicket(ticket.id)}>
        {t('act.reopen')}
      </Button>
    );
  return null;
}

function Acts({ ticket }: { ticket: TicketView }) {
  const { t } = useTexts();
  if (!may('ticket.resolve')) return null;
  if (!isOpen(ticket)) return <Back ticket={ticket} />;
  const mine = ticket.assignee?.id === me().agent.id;
  const snoozed = ticket.status === 'waiting' && ticket.waitingFor === 'until';
  return (
    <>
      {mine || !may('ticket.take') ? null : (
        <Button data-testid="take" onClick={() => void takeTicket(ticket.id, ticket.number)}>
          {t('act.take')}
        </Button>
      )}
      <Tooltip label={`${snoozed ? t('act.wake') : t('act.snooze')} (S / Ы)`}>
        <ActionIcon
          variant="default"
          size={32}
          data-testid="snooze"
          aria-label={snoozed ? t('act.wake') : t('act.snooze')}
          onClick={() => (snoozed ? void wakeTicket(ticket.id) : openDialog('snooze', ticket.id))}
        >
          <Icon name={snoozed ? 'play' : 'clock'} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t('act.transfer')} (A / Ф)`}>
        <Button
          variant="default"
          px={10}
          data-testid="transfer"
          aria-label={t('act.transfer')}
          onClick={() => openDialog('transfer', ticket.id)}
        >
          <Icon name="arrow" />
          <span className="roomy-only" style={{ marginLeft: 6 }}>
            {t('act.transfer')}
          </span>
        </Button>
      </Tooltip>
      <Tooltip label={`${t('act.resolve')} (E / У)`}>
        <Button
          variant={mine ? 'filled' : 'default'}
          px={10}
          data-testid="resolve"
          aria-label={t('act.resolve')}
          onClick={() => openDialog('resolve', ticket.id)}
        >
          <Icon name="check" />
          <span className={mine ? 'wide-only' : 'roomy-only'} style={{ marginLeft: 6 }}>
            {t('act.resolve')}
          </span>
        </Button>
      </Tooltip>
    </>
  );
}

function Company({ ticketId }: { ticketId: string }) {
  const { t } = useTexts();
  const others = useKeyed(viewing, ticketId);
  if (!others || others.length === 0) return null;
  const names = others.map((one) => shortName(one.name)).join(', ');
  return (
    <span className="chip violet" title={names}>
      <Icon name={others.some((one) => one.writing) ? 'pen' : 'eye'} size={14} />
      <span className="ellipsis" style={{ maxWidth: 140 }}>
        {t('collide.view', { name: names })}
      </span>
    </span>
  );
}

export function ThreadHead({ ticket, panel, togglePanel }: { ticket: TicketView; panel: boolean; togglePanel: () => void }) {
  const { t, language } = useTexts();
  const now = useNow(10_000);
  const channel = useChannel(ticket.channel);
  const topic = ticket.topic?.name ?? t('ticket.noTopic');
  const who = ticket.assignee ? shortName(ticket.assignee.name) : (ticket.queue?.name ?? t('thread.nobody'));
  return (
    <header className="thread-head">
      <span className="narrow-only">
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('act.back')} onClick={() => go({ id: null })}>
          <Icon name="back" />
        </ActionIcon>
      </span>
      <div className="title">
        <div>
          <span className="strong tabular" style={{ flex: 'none' }} title={ticket.number} data-testid="ticket-number">
            {numberTail(ticket.number)}
          </span>
          <button
            type="button"
            className="topic-button ellipsis"
            title={`${topic} — ${t('act.topic')}`}
            onClick={() => openDialog('topic', ticket.id)}
          >
            {topic}
          </button>
        </div>
        <div className="small quiet">
          <StatusChip ticket={ticket} />
          <span className="roomy-only">
            <DueChip ticket={ticket} now={now} alone />
          </span>
          <Icon name={channel.icon} size={14} />
          <span className="ellipsis" title={`${who} · ${channel.label[language]} · ${fullMoment(ticket.createdAt, language)}`}>
            {[...new Set([who, channel.label[language]])].join(' · ')} ·{' '}
            {t('thread.since', { at: momentOf(ticket.createdAt, now, language) })}
          </span>
          <Company ticketId={ticket.id} />
        </div>
      </div>
      <Acts ticket={ticket} />
      <More ticket={ticket} />
      <Tooltip label={`${t('panel.client')} (] / Ъ)`}>
        <ActionIcon
          variant={panel ? 'light' : 'default'}
          size={32}
          aria-label={t('panel.client')}
          aria-pressed={panel}
          data-testid="client-toggle"
          onClick={togglePanel}
        >
          <Icon name="panel" />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
