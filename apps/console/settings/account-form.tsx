// One account of a channel: its settings from the schema, secrets that are only ever replaced, and the test step by step.
import { Button, NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChannelView } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { type TestStep, officeApi } from '../api/office.adapter.js';
import { toast } from '../chrome/toast.js';
import { useCell, useNow } from '../live/hooks.js';
import { queues } from '../live/office.store.js';
import { durationOf, momentOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { type FormField, fieldsOf, settingsOf, shownValue, valueAt } from './schema.js';

type Account = ChannelView['accounts'][number];
type Values = Record<string, string | boolean>;

function Input({
  field,
  value,
  stored,
  change,
}: {
  field: FormField;
  value: string | boolean;
  stored: boolean;
  change: (value: string | boolean) => void;
}) {
  const { t } = useTexts();
  const common = { label: field.label, description: field.hint || undefined, required: field.required && !stored };
  if (field.secret)
    return (
      <PasswordInput
        {...common}
        autoComplete="new-password"
        placeholder={stored ? t('channel.secretStored') : ''}
        value={String(value)}
        onChange={(e) => change(e.currentTarget.value)}
      />
    );
  if (field.kind === 'switch')
    return (
      <Switch
        label={field.label}
        description={field.hint || undefined}
        checked={Boolean(value)}
        onChange={(e) => change(e.currentTarget.checked)}
      />
    );
  if (field.kind === 'choice')
    return <NativeSelect {...common} data={field.choices} value={String(value)} onChange={(e) => change(e.currentTarget.value)} />;
  if (field.kind === 'lines' || field.kind === 'json')
    return <Textarea {...common} autosize minRows={2} maxRows={8} value={String(value)} onChange={(e) => change(e.currentTarget.value)} />;
  return (
    <TextInput
      {...common}
      inputMode={field.kind === 'number' ? 'numeric' : 'text'}
      value={String(value)}
      onChange={(e) => change(e.currentTarget.value)}
    />
  );
}

function Steps({ steps }: { steps: TestStep[] }) {
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

function HealthLine({ account }: { account: Account }) {
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

interface AccountFormProps {
  channel: ChannelView;
  account: Account | null;
  renew: () => void;
  cancel?: () => void;
}

/** The form's own state: what is typed and how it becomes a body. */
function useAccountValues(channel: ChannelView, account: Account | null) {
  const fields = fieldsOf(channel.schema, channel.secrets);
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(fields.map((field) => [field.path, shownValue(field, account?.settings ?? {})])),
  );
  const [name, setName] = useState(account?.name ?? '');
  const [mode, setMode] = useState<Account['mode']>(account?.mode ?? 'on');
  const [queue, setQueue] = useState(account?.queue ?? '');
  const [signature, setSignature] = useState(account?.signature ?? '');
  const [language, setLanguage] = useState<Account['language']>(account?.language ?? 'ru');
  const body = (): Record<string, unknown> => ({
    name: name.trim(),
    mode,
    queue: queue || null,
    signature,
    language,
    settings: settingsOf(fields, values),
  });
  return { fields, values, setValues, name, setName, mode, setMode, queue, setQueue, signature, setSignature, language, setLanguage, body };
}

export function AccountForm({ channel, account, renew, cancel }: AccountFormProps) {
  const { t } = useTexts();
  const form = useAccountValues(channel, account);
  const lines = useCell(queues);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState<'save' | 'test' | null>(null);
  const [steps, setSteps] = useState<TestStep[] | null>(null);
  const id = channel.descriptor.id;
  const fixed = account?.origin === 'environment';
  const during = async (what: 'save' | 'test', run: () => Promise<unknown>): Promise<void> => {
    setBusy(what);
    setFault(null);
    await run().catch((error: unknown) => setFault(sentence(error)));
    setBusy(null);
  };
  const save = () =>
    during('save', async () => {
      await (account ? officeApi.changeAccount(id, account.id, form.body()) : officeApi.addAccount(id, form.body()));
      toast(t('channel.saved'));
      renew();
    });
  const test = () =>
    during('test', async () => {
      setSteps(null);
      setSteps(
        (await officeApi.testAccount(id, account?.id ?? 'new', fixed ? {} : { settings: settingsOf(form.fields, form.values) })).steps,
      );
    });
  const remove = () =>
    during('save', async () => {
      await officeApi.removeAccount(id, account!.id);
      renew();
    });
  return (
    <form
      className="account stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      data-testid={`account-${account?.id ?? 'new'}`}
    >
      {account ? <HealthLine account={account} /> : null}
      {fixed ? <p className="quiet small">{t('channel.fromEnvironment')}</p> : null}
      <div className="form-grid">
        <TextInput
          label={t('channel.name')}
          required
          disabled={fixed}
          value={form.name}
          onChange={(e) => form.setName(e.currentTarget.value)}
        />
        <NativeSelect
          label={t('channel.mode')}
          value={form.mode}
          onChange={(e) => form.setMode(e.currentTarget.value as Account['mode'])}
          data={(['on', 'off', 'redirect'] as const).map((one) => ({ value: one, label: t(`channel.mode.${one}`) }))}
        />
        <NativeSelect
          label={t('channel.queue')}
          value={form.queue}
          onChange={(e) => form.setQueue(e.currentTarget.value)}
          data={[{ value: '', label: t('channel.byTopic') }, ...lines.map((one) => ({ value: one.code, label: one.name }))]}
        />
        <NativeSelect
          label={t('channel.language')}
          value={form.language}
          onChange={(e) => form.setLanguage(e.currentTarget.value as 'ru' | 'en')}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
        />
        {fixed
          ? null
          : form.fields.map((field) => (
              <Input
                key={field.path}
                field={field}
                value={form.values[field.path] ?? ''}
                stored={account !== null && valueAt(account.settings, field.path) !== undefined}
                change={(value) => form.setValues({ ...form.values, [field.path]: value })}
              />
            ))}
      </div>
      <Textarea
        label={t('channel.signature')}
        autosize
        minRows={1}
        maxRows={5}
        value={form.signature}
        onChange={(e) => form.setSignature(e.currentTarget.value)}
      />
      {fault ? (
        <p className="fault" role="alert">
          {fault}
        </p>
      ) : null}
      <div className="row wrap">
        <Button type="submit" loading={busy === 'save'}>
          {account ? t('act.save') : t('channel.create')}
        </Button>
        <Button variant="default" loading={busy === 'test'} data-testid="test-connection" onClick={() => void test()}>
          {t('set.test')}
        </Button>
        {cancel ? (
          <Button variant="default" onClick={cancel}>
            {t('act.cancel')}
          </Button>
        ) : null}
        <span className="grow" />
        {account && !fixed ? (
          <Button
            variant="subtle"
            color="red"
            onClick={() => window.confirm(t('channel.removeAsk', { name: account.name })) && void remove()}
          >
            {t('channel.remove')}
          </Button>
        ) : null}
      </div>
      {steps ? <Steps steps={steps} /> : null}
    </form>
  );
}
