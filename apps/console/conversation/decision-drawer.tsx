// Why this queue or this person: the decision step by step, in sentences.
import { Drawer } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DecisionView } from '#libs/contract/tickets.js';
import { sentence } from '../api/http.adapter.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import type { DialogProps } from '../chrome/dialog-host.js';
import { closeDialog } from '../chrome/dialogs.store.js';
import { Bones, Failure } from '../chrome/states.js';
import { useNow } from '../live/hooks.js';
import { momentOf, numberOf } from '../texts/format.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { useOfferReason } from '../offers/use-offer-reason.js';
import { useNames } from './system-line.js';

/** Less than a hundredth says nothing. */
const isPossible = ({ confidence }: { confidence: number }): boolean => confidence >= 0.01;

function Classified({ found }: { found: NonNullable<DecisionView['classification']> }) {
  const { t, language } = useTexts();
  const names = useNames();
  const name = (code: string): string => names.topic(code) ?? code;
  const percent = (share: number): string => `${numberOf(Math.floor(share * 100), language)}${language === 'ru' ? '\u00a0' : ''}%`;
  return (
    <section className="stack tight">
      <h3>{t('decision.topic')}</h3>
      <p>
        <span className="strong">{name(found.topic)}</span> · {percent(found.confidence)} ·{' '}
        {t(found.sure ? 'decision.sure' : 'decision.unsure')}
      </p>
      {found.deciding.length > 0 ? (
        <p className="quiet">
          {t('decision.words')} {found.deciding.map((word) => `«${word}»`).join(', ')}
        </p>
      ) : null}
      {found.alternatives.filter(isPossible).map((other) => (
        <p key={other.topic} className="quiet small">
          {name(other.topic)} · {percent(other.confidence)}
        </p>
      ))}
    </section>
  );
}

function Decision({ view }: { view: DecisionView }) {
  const { t, language } = useTexts();
  const now = useNow(60_000);
  const names = useNames();
  const why = useOfferReason();
  const queue = view.target.queue ? (names.queue(view.target.queue) ?? view.target.queue) : null;
  return (
    <div className="stack" data-testid="decision-trace">
      <p>
        <span className="strong">{view.target.agent?.name ?? queue ?? '—'}</span>
        <br />
        {view.reason} <span className="quiet small">· {momentOf(view.at, now, language)}</span>
      </p>
      <section className="stack tight">
        <h3>{t('decision.steps')}</h3>
        <ol className="stack tight">
          {view.trace.map((step, i) => (
            <li key={`${step.rule}${step.outcome}`} className="card" style={{ padding: '8px 12px' }}>
              <span className="strong">{i + 1}.</span> {step.because}
            </li>
          ))}
        </ol>
      </section>
      {view.classification ? <Classified found={view.classification} /> : null}
      {view.offers.length > 0 ? <h3>{t('decision.offers')}</h3> : null}
      {view.offers.map((offer) => (
        <p key={`${offer.agent.id}${offer.madeAt}`} className="small">
          {momentOf(offer.madeAt, now, language)} · {offer.agent.name} · {t(`offer.${offer.state}` as TextKey)}
          {offer.reason ? ` · ${why(offer.reason)}` : ''}
        </p>
      ))}
    </div>
  );
}

export function DecisionDrawer({ ticketId }: DialogProps) {
  const { t } = useTexts();
  const [view, setView] = useState<DecisionView | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const load = (): void => {
    setFault(null);
    if (ticketId)
      ticketsApi
        .decision(ticketId)
        .then(setView)
        .catch((error: unknown) => setFault(sentence(error)));
  };
  useEffect(load, [ticketId]);
  return (
    <Drawer
      opened
      onClose={closeDialog}
      position="right"
      title={<span className="strong">{t('act.decision')}</span>}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {fault ? <Failure message={fault} retry={load} /> : view ? <Decision view={view} /> : <Bones height={72} count={4} />}
    </Drawer>
  );
}
