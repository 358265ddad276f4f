// One account of a channel: its settings from the schema, secrets that are only ever replaced, and the test step by step.
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ChannelView } from '#libs/contract/staff.js';
import { Fault } from '../chrome/states.js';
import { useCell } from '../live/hooks.js';
import { queues } from '../live/office.store.js';
import { may } from '../session/session.store.js';
import { useTexts } from '../texts/language.store.js';
import { HealthLine, TestSteps } from './account-health.js';
import { valueAt } from './schema.js';
import { SettingField } from './setting-field.js';
import { type Account, type AccountState, useAccountActs, useAccountState } from './use-account.js';

const MODES: Account['mode'][] = ['on', 'off', 'redirect'];

/** Name, mode, queue and language; the environment's own account keeps its name. */
function CommonFields({ state, fixed }: { state: AccountState; fixed: boolean }) {
  const { t } = useTexts();
  const { common, change } = state;
  const lines = useCell(queues);
  return (
    <>
      <TextInput
        label={t('channel.name')}
        required
        disabled={fixed}
        value={common.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <NativeSelect
        label={t('channel.mode')}
        value={common.mode}
        onChange={(e) => change({ mode: e.currentTarget.value as Account['mode'] })}
        data={MODES.map((one) => ({ value: one, label: t(`channel.mode.${one}`) }))}
      />
      <NativeSelect
        label={t('channel.queue')}
        value={common.queue}
        onChange={(e) => change({ queue: e.currentTarget.value })}
        data={[{ value: '', label: t('channel.byTopic') }, ...lines.map((one) => ({ value: one.code, label: one.name }))]}
      />
      <NativeSelect
        label={t('channel.language')}
        value={common.language}
        onChange={(e) => change({ language: e.currentTarget.value as Account['language'] })}
        data={[
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
      />
      <TextInput
        label={t('channel.hours')}
        description={t('channel.hours.hint')}
        value={common.hours}
        onChange={(e) => change({ hours: e.currentTarget.value })}
      />
    </>
  );
}

interface ButtonsProps {
  account: Account | null;
  busy: 'save' | 'test' | null;
  test: () => void;
  remove: () => void;
  cancel?: (() => void) | undefined;
}

function Buttons({ account, busy, test, remove, cancel }: ButtonsProps) {
  const { t } = useTexts();
  return (
    <div className="row wrap">
      <Button type="submit" loading={busy === 'save'}>
        {account ? t('act.save') : t('channel.create')}
      </Button>
      <Button variant="default" loading={busy === 'test'} data-testid="test-connection" onClick={test}>
        {t('set.test')}
      </Button>
      {cancel ? (
        <Button variant="default" onClick={cancel}>
          {t('act.cancel')}
        </Button>
      ) : null}
      <span className="grow" />
      {account && account.origin !== 'environment' ? (
        <Button variant="subtle" color="red" onClick={() => window.confirm(t('channel.removeAsk', { name: account.name })) && remove()}>
          {t('channel.remove')}
        </Button>
      ) : null}
    </div>
  );
}

interface AccountFormProps {
  channel: ChannelView;
  account: Account | null;
  renew: () => void;
  cancel?: () => void;
}

export function AccountForm({ channel, account, renew, cancel }: AccountFormProps) {
  const { t } = useTexts();
  const state = useAccountState(channel, account);
  const acts = useAccountActs(channel.descriptor.id, account, state, renew);
  const fixed = account?.origin === 'environment';
  return (
    <form
      className="account stack"
      onSubmit={(event) => {
        event.preventDefault();
        void acts.save();
      }}
      data-testid={`account-${account?.id ?? 'new'}`}
    >
      {account ? <HealthLine account={account} /> : null}
      {fixed ? <p className="quiet small">{t('channel.fromEnvironment')}</p> : null}
      <fieldset className="form-grid bare" disabled={!may('channel.write')}>
        <CommonFields state={state} fixed={fixed} />
        {(fixed ? [] : state.fields).map((field) => (
          <SettingField
            key={field.path}
            field={field}
            value={state.values[field.path] ?? ''}
            stored={account !== null && valueAt(account.settings, field.path) !== undefined}
            change={(value) => state.set(field.path, value)}
          />
        ))}
        {account ? null : (
          <TextInput
            type="date"
            label={t('channel.intakeFrom')}
            description={t('channel.intakeFromHint')}
            value={state.common.intakeFrom}
            onChange={(e) => state.change({ intakeFrom: e.currentTarget.value })}
          />
        )}
        <Textarea
          className="whole"
          label={t('channel.signature')}
          autosize
          minRows={1}
          maxRows={5}
          value={state.common.signature}
          onChange={(e) => state.change({ signature: e.currentTarget.value })}
        />
      </fieldset>
      <Fault text={acts.fault} />
      {may('channel.write') ? (
        <Buttons account={account} busy={acts.busy} test={() => void acts.test()} remove={() => void acts.remove()} cancel={cancel} />
      ) : null}
      {acts.steps ? <TestSteps steps={acts.steps} /> : null}
    </form>
  );
}
