// The bar of the present call: how long, and what can be done with it.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type CallAct, deskApi } from '../api/desk.adapter.js';
import { Icon } from '../chrome/icon.js';
import { toastError } from '../chrome/toast.js';
import { useCell, useKeyed, useNow } from '../live/hooks.js';
import { tickets } from '../live/tickets.store.js';
import { go } from '../session/route.store.js';
import { numberTail, timerOf } from '../texts/format.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import type { Call } from './call.js';
import { currentCall } from './calls.store.js';
import { softphone, startSoftphone } from './softphone.store.js';

const ACTS: Record<Call['phase'], { act: CallAct; text: TextKey; danger?: boolean }[]> = {
  ringing: [{ act: 'hangup', text: 'call.hangup', danger: true }],
  talking: [
    { act: 'hold', text: 'call.hold' },
    { act: 'hangup', text: 'call.hangup', danger: true },
  ],
  held: [
    { act: 'resume', text: 'call.resume' },
    { act: 'hangup', text: 'call.hangup', danger: true },
  ],
  'wrap-up': [{ act: 'wrap-up', text: 'call.wrapUp' }],
};
const PHASE_TEXT: Record<Call['phase'], TextKey> = {
  ringing: 'call.ringing',
  talking: 'call.talking',
  held: 'call.held',
  'wrap-up': 'call.wrapping',
};

function Present({ call }: { call: Call }) {
  const { t } = useTexts();
  const now = useNow(1000);
  const ticket = useKeyed(tickets, call.ticketId);
  const [busy, setBusy] = useState<CallAct | null>(null);
  const run = (act: CallAct): void => {
    setBusy(act);
    deskApi
      .act(call.id, act)
      .then(() => act === 'wrap-up' && currentCall.set(null))
      .catch(toastError)
      .finally(() => setBusy(null));
  };
  return (
    <>
      <Icon name="phone" />
      <span className="tabular strong">{timerOf(now - Date.parse(call.since))}</span>
      <span>{t(PHASE_TEXT[call.phase])}</span>
      {call.ticketId ? (
        <button type="button" className="link-button ellipsis" onClick={() => go({ screen: 'inbox', id: call.ticketId })}>
          {ticket ? `${ticket.client.name} · ${numberTail(ticket.number)}` : t('call.open')}
        </button>
      ) : null}
      <span className="grow" />
      {ACTS[call.phase].map(({ act, text, danger }) => (
        <Button
          key={act}
          size="xs"
          variant={danger ? 'filled' : 'default'}
          {...(danger ? { color: 'red' } : {})}
          loading={busy === act}
          data-testid={`call-${act}`}
          onClick={() => run(act)}
        >
          {t(text)}
        </Button>
      ))}
    </>
  );
}

export function CallBar({ call, token }: { call: Call | null; token: string | null }) {
  const { t } = useTexts();
  const phone = useCell(softphone);
  useEffect(() => {
    if (token) void startSoftphone(token);
  }, [token]);
  const leg = phone.leg;
  if (!call && !leg && phone.state !== 'failed') return null;
  return (
    <section className="banner" aria-label={t('call.bar')} data-testid="call-bar">
      {phone.state === 'failed' && token ? (
        <span className="danger small">{t('call.softphoneFailed', { reason: phone.reason ?? '' })}</span>
      ) : null}
      {leg && phone.ringing ? (
        <Button size="xs" data-testid="call-answer" onClick={() => leg.accept()}>
          {t('call.answer')}
        </Button>
      ) : null}
      {leg && !phone.ringing ? (
        <Button size="xs" variant="default" aria-pressed={phone.muted} onClick={() => leg.mute(!phone.muted)}>
          {phone.muted ? t('call.unmute') : t('call.mute')}
        </Button>
      ) : null}
      {call ? <Present call={call} /> : null}
    </section>
  );
}
