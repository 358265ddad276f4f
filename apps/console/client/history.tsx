// What the client came with before: the last tickets and the usual topics.
import type { ClientView } from '#libs/contract/clients.js';
import type { TicketStatus } from '#libs/contract/tickets.js';
import { Icon } from '../chrome/icon.js';
import { useNames } from '../conversation/system-line.js';
import { statusFace } from '../inbox/status.js';
import { useNow } from '../live/hooks.js';
import { channelOf } from '../live/office.store.js';
import { go } from '../session/route.store.js';
import { momentOf, numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

export function History({ view, ticketId }: { view: ClientView; ticketId: string | null }) {
  const { t, language } = useTexts();
  const names = useNames();
  const now = useNow(60_000);
  const others = view.history.recent.filter((one) => one.id !== ticketId);
  const before = view.history.tickets - (ticketId ? 1 : 0);
  return (
    <section className="client-part">
      <h3>
        {before > 0 ? t('client.history', { n: before }) : t('client.historyTitle')}
        {view.history.tickets > 1 ? (
          <button type="button" className="link-button small" onClick={() => go({ screen: 'inbox', filter: { client: view.id } })}>
            {t('client.allTickets')}
          </button>
        ) : null}
      </h3>
      {others.length === 0 ? <p className="quiet small">{t('client.firstTicket')}</p> : null}
      {others.map((one) => {
        const face = statusFace({ status: one.status as TicketStatus, waitingFor: null });
        const topic = one.topic ? (names.topic(one.topic) ?? one.topic) : t('ticket.noTopic');
        return (
          <button
            key={one.id}
            type="button"
            className="history-row"
            title={`${one.number} · ${topic} · ${t(face.text)}`}
            onClick={() => go({ screen: 'inbox', id: one.id })}
          >
            <span className="row">
              <span role="img" aria-label={t(face.text)}>
                {face.shape}
              </span>
              <Icon name={channelOf(one.channel).icon} size={14} />
            </span>
            <span className="ellipsis">
              <span className="tabular">{numberTail(one.number)}</span> {topic}
            </span>
            <span className="quiet small">{momentOf(one.createdAt, now, language)}</span>
          </button>
        );
      })}
    </section>
  );
}
