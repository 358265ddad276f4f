// How an account fares: its health since when, and the steps of a tried connection.
import type { ChannelView } from '#libs/contract/staff.js';
import type { TestStep } from '../api/office.adapter.js';
import { useNow } from '../live/hooks.js';
import { durationOf, momentOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

export function TestSteps({ steps }: { steps: TestStep[] }) {
  const { t, language } = useTexts();
  return (
    <ol className="test-steps" aria-label={t('channel.test')} data-testid="test-steps">
      {steps.length === 0 ? (
        <li>
          <span />
          <span>{t('channel.noTest')}</span>
        </li>
      ) : null}
      {steps.map((step) => (
        <li key={`${step.step}${step.ms}`} data-ok={step.ok}>
          <span className={step.ok ? '' : 'danger strong'} role="img" aria-label={step.ok ? t('channel.ok') : t('channel.bad')}>
            {step.ok ? '✓' : '✕'}
          </span>
          <span>
            <span className="strong">{step.step}</span> {step.message}
          </span>
          <span className="quiet">{step.ms < 1000 ? `${step.ms} ${language === 'ru' ? 'мс' : 'ms'}` : durationOf(step.ms, language)}</span>
        </li>
      ))}
    </ol>
  );
}

export function HealthLine({ account }: { account: ChannelView['accounts'][number] }) {
  const { t, language } = useTexts();
  const now = useNow(30_000);
  const { health } = account;
  return (
    <p className="small">
      <span className={`health ${health.state}`}>{t(`health.${health.state}`)}</span>
      <span className="quiet">
        {' '}
        · {t('channel.since', { at: momentOf(health.since, now, language) })}
        {health.lastInboundAt ? ` · ${t('channel.lastIn', { at: momentOf(health.lastInboundAt, now, language) })}` : ''}
      </span>
      {health.reason ? (
        <>
          <br />
          <span className="danger">{health.reason}</span>
        </>
      ) : null}
    </p>
  );
}
