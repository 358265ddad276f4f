// Channels with their accounts, health and the switch that keeps the machine silent.
import { Button, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ChannelView } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { officeApi } from '../api/office.adapter.js';
import { Icon } from '../chrome/icon.js';
import { Bones, Empty, Failure } from '../chrome/states.js';
import { toastError } from '../chrome/toast.js';
import { may } from '../session/session.store.js';
import { useTexts } from '../texts/language.store.js';
import { AccountForm } from './account-form.js';

const SHAPES = { up: '●', degraded: '◑', down: '▲', off: '○' } as const;

function Channel({ view, renew }: { view: ChannelView; renew: () => void }) {
  const { t, language } = useTexts();
  const [adding, setAdding] = useState(false);
  const worst =
    (['down', 'degraded', 'up', 'off'] as const).find((state) => view.accounts.some((account) => account.health.state === state)) ?? 'off';
  return (
    <details className="card channel" data-testid={`channel-${view.descriptor.id}`} open={view.accounts.length > 0}>
      <summary>
        <Icon name={view.descriptor.icon} />
        <span className="strong grow ellipsis">{view.descriptor.label[language]}</span>
        <span className={`health ${worst}`}>
          {SHAPES[worst]} {view.accounts.length === 0 ? t('channel.none') : t(`health.${worst}`)}
        </span>
        <Icon name="down" size={16} />
      </summary>
      {view.accounts.map((account) => (
        <AccountForm key={account.id} channel={view} account={account} renew={renew} />
      ))}
      {adding ? (
        <AccountForm
          channel={view}
          account={null}
          renew={() => {
            setAdding(false);
            renew();
          }}
          cancel={() => setAdding(false)}
        />
      ) : null}
      {adding || !may('channel.write') ? null : (
        <Button mt={12} variant="default" leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
          {t('channel.add')}
        </Button>
      )}
    </details>
  );
}

export function ChannelsSection() {
  const { t } = useTexts();
  const [answer, setAnswer] = useState<{ items: ChannelView[]; silenced: boolean } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const load = (): void => {
    officeApi
      .channels()
      .then((fresh) => {
        setAnswer(fresh);
        setFault(null);
      })
      .catch((error: unknown) => setFault(sentence(error)));
  };
  useEffect(load, []);
  if (fault && !answer) return <Failure message={fault} retry={load} />;
  if (!answer) return <Bones height={72} />;
  const silence = (silenced: boolean): void => void officeApi.silence(silenced).then(load).catch(toastError);
  return (
    <>
      <div className="card channel">
        <Switch
          label={t('channel.silence')}
          description={t('channel.silenceHint')}
          checked={answer.silenced}
          disabled={!may('channel.write')}
          onChange={(e) => silence(e.currentTarget.checked)}
        />
      </div>
      {answer.items.length === 0 ? <Empty title={t('channel.noneAtAll')} /> : null}
      {answer.items.map((view) => (
        <Channel key={view.descriptor.id} view={view} renew={load} />
      ))}
    </>
  );
}
