// The form of one account: what is typed, how it becomes a body, and the three acts on it.
import { useState } from 'react';
import type { ChannelView } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { type TestStep, officeApi } from '../api/office.adapter.js';
import { toast } from '../chrome/toast.js';
import { useTexts } from '../texts/language.store.js';
import { fieldsOf, type FormField, settingsOf, shownValue } from './schema.js';

export type Account = ChannelView['accounts'][number];

/** What every account has, whatever its channel. */
export interface Common {
  name: string;
  mode: Account['mode'];
  queue: string;
  signature: string;
  language: Account['language'];
  /** Day from which a new connection takes what already lies there; empty for from now on. */
  intakeFrom: string;
  hours: string;
}
const commonOf = (account: Account | null): Common => ({
  name: account?.name ?? '',
  mode: account?.mode ?? 'on',
  queue: account?.queue ?? '',
  signature: account?.signature ?? '',
  language: account?.language ?? 'ru',
  intakeFrom: '',
  hours: account?.hours ?? '',
});

export interface AccountState {
  fields: FormField[];
  /** The channel's own settings by path. */
  values: Record<string, string | boolean>;
  set: (path: string, value: string | boolean) => void;
  common: Common;
  change: (fields: Partial<Common>) => void;
  body: () => Record<string, unknown>;
  settings: () => Record<string, unknown>;
}

export function useAccountState(channel: ChannelView, account: Account | null): AccountState {
  const fields = fieldsOf(channel.schema, channel.secrets, channel.labels[useTexts().language]);
  const [values, setValues] = useState(() =>
    Object.fromEntries(fields.map((field) => [field.path, shownValue(field, account?.settings ?? {})])),
  );
  const [common, setCommon] = useState(() => commonOf(account));
  const settings = () => settingsOf(fields, values, account?.settings);
  return {
    fields,
    values,
    set: (path, value) => setValues((now) => ({ ...now, [path]: value })),
    common,
    change: (changed) => setCommon((now) => ({ ...now, ...changed })),
    body: () => {
      const { intakeFrom, ...rest } = common;
      // a day begins at the Institute's midnight
      const from = intakeFrom ? { intakeFrom: `${intakeFrom}T00:00:00+03:00` } : {};
      return { ...rest, ...from, name: common.name.trim(), queue: common.queue || null, settings: settings() };
    },
    settings,
  };
}

/** Saving, trying and removing; a refusal becomes a sentence in the form. */
export function useAccountActs(channelId: string, account: Account | null, state: AccountState, renew: () => void) {
  const { t } = useTexts();
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState<'save' | 'test' | null>(null);
  const [steps, setSteps] = useState<TestStep[] | null>(null);
  const during = async (what: 'save' | 'test', run: () => Promise<unknown>): Promise<void> => {
    setBusy(what);
    setFault(null);
    // the only text that is parsed here is a setting written as JSON
    await run().catch((error: unknown) => setFault(error instanceof SyntaxError ? t('channel.badJson') : sentence(error)));
    setBusy(null);
  };
  const save = () =>
    during('save', async () => {
      await (account ? officeApi.changeAccount(channelId, account.id, state.body()) : officeApi.addAccount(channelId, state.body()));
      toast(t('channel.saved'));
      renew();
    });
  const test = () =>
    during('test', async () => {
      setSteps(null);
      const tried = account?.origin === 'environment' ? {} : { settings: state.settings() };
      setSteps((await officeApi.testAccount(channelId, account?.id ?? 'new', tried)).steps);
    });
  const remove = () =>
    during('save', async () => {
      await officeApi.removeAccount(channelId, account!.id);
      renew();
    });
  return { fault, busy, steps, save, test, remove };
}
