// C3 Offered tickets: who waits, where and how long, and the time left to decide.
import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { OfferView } from '#libs/contract/tickets.js';
import { Icon } from '../chrome/icon.js';
import { useCommands } from '../chrome/commands.js';
import { toastError } from '../chrome/toast.js';
import { useCell, useNow } from '../live/hooks.js';
import { queues, useChannel } from '../live/office.store.js';
import { go } from '../session/route.store.js';
import { roughly } from '../texts/format.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { acceptOffer, offers, refuseOffer } from './offers.store.js';
import './offers.css';
import { useOfferReason } from './use-offer-reason.js';

const REASONS: TextKey[] = ['refusal.busy', 'refusal.notMine', 'refusal.language', 'refusal.leaving'];

function Ring({ share }: { share: number }) {
  return (
    <svg className="ring" viewBox="0 0 36 36" aria-hidden="true">
      <circle cx="18" cy="18" r="15" stroke="var(--border)" />
      <circle cx="18" cy="18" r="15" stroke={share < 0.3 ? 'var(--danger)' : 'var(--accent)'} strokeDasharray={`${share * 94.2} 94.2`} />
    </svg>
  );
}

const accept = (offer: OfferView): void => {
  acceptOffer(offer)
    .then((ticket) => go({ screen: 'inbox', id: ticket.id, filter: { view: 'mine' } }))
    .catch(toastError);
};

/** The channel, the queue and the time left to decide. */
function CardHead({ offer, now }: { offer: OfferView; now: number }) {
  const { language } = useTexts();
  const channel = useChannel(offer.channel);
  const queue = useCell(queues).find((one) => one.code === offer.queue)?.name ?? offer.queue;
  const left = Math.max(0, Date.parse(offer.expiresAt) - now);
  const whole = Math.max(1, Date.parse(offer.expiresAt) - Date.parse(offer.madeAt));
  return (
    <div className="row">
      <Icon name={channel.icon} label={channel.label[language]} />
      <span className="grow ellipsis small quiet">{[...new Set([channel.label[language], queue])].join(' · ')}</span>
      <Ring share={left / whole} />
      <span className="tabular strong" role="timer" aria-live="off">
        {roughly(left, language)}
      </span>
    </div>
  );
}

function Refuse({ offer }: { offer: OfferView }) {
  const { t } = useTexts();
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button variant="default" data-testid="offer-refuse">
          {t('offer.refuse')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('offer.why')}</Menu.Label>
        {REASONS.map((reason) => (
          <Menu.Item key={reason} onClick={() => void refuseOffer(offer, t(reason)).catch(toastError)}>
            {t(reason)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Card({ offer, first }: { offer: OfferView; first: boolean }) {
  const { t, language } = useTexts();
  const now = useNow(500);
  const why = useOfferReason();
  const [busy, setBusy] = useState(false);
  return (
    <div role="alertdialog" aria-label={t('offer.title')} className="offer-card" data-testid="offer-card" data-number={offer.number}>
      <CardHead offer={offer} now={now} />
      <div className="strong ellipsis" title={offer.client.name}>
        {offer.client.name} · {t(`category.${offer.client.category}` as TextKey)}
      </div>
      {offer.topic ? <div className="ellipsis">{offer.topic}</div> : null}
      <div className="preview">{offer.preview}</div>
      <div className="small quiet">
        {[t('offer.waits', { t: roughly(now - Date.parse(offer.waitingSince), language) }), offer.reason && why(offer.reason)]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <div className="row">
        <Button
          className="grow"
          data-testid="offer-accept"
          loading={busy}
          onClick={() => {
            setBusy(true);
            accept(offer);
          }}
        >
          {t('offer.accept')}
          {first ? <kbd style={{ marginLeft: 8 }}>F8</kbd> : null}
        </Button>
        <Refuse offer={offer} />
      </div>
    </div>
  );
}

export function OfferCards() {
  const { t } = useTexts();
  const shown = useCell(offers);
  useCommands(shown[0] ? { accept: () => accept(shown[0]!) } : {});
  if (shown.length === 0) return null;
  return (
    <section className="offers" aria-label={t('offer.title')} aria-live="assertive">
      {shown.map((offer, i) => (
        <Card key={offer.id} offer={offer} first={i === 0} />
      ))}
    </section>
  );
}
