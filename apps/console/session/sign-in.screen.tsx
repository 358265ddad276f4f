// Signing in: name and password, or one press on a person of the demonstration.
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { type DemoPerson, deskApi } from '../api/desk.adapter.js';
import { sentence } from '../api/http.adapter.js';
import { LanguageSwitch } from '../chrome/language-switch.js';
import { Fault } from '../chrome/states.js';
import { useTexts } from '../texts/language.store.js';
import { DemoCards } from './demo-cards.js';
import { signIn } from './session.store.js';
import './sign-in.css';

type Enter = (login: string, password: string) => void;

/** The people of the demonstration; none in live mode. */
function useDemoPeople(demo: boolean): DemoPerson[] {
  const [people, setPeople] = useState<DemoPerson[]>([]);
  useEffect(() => {
    if (!demo) return;
    deskApi
      .demo()
      .then((answer) => setPeople(answer.people))
      .catch(() => undefined);
  }, [demo]);
  return people;
}

function NameAndPassword({ busy, fault, enter }: { busy: boolean; fault: string | null; enter: Enter }) {
  const { t } = useTexts();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    enter(login.trim(), password);
  };
  return (
    <form className="card stack" onSubmit={submit}>
      <h2>{t('signIn.title')}</h2>
      <Fault text={fault} />
      <TextInput
        label={t('signIn.login')}
        name="username"
        autoComplete="username"
        autoFocus
        required
        data-testid="login"
        value={login}
        onChange={(e) => setLogin(e.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        required
        data-testid="password"
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
      />
      <Button type="submit" data-testid="sign-in" loading={busy}>
        {t('signIn.enter')}
      </Button>
    </form>
  );
}

export function SignInScreen({ reason, demo }: { reason: string | null; demo: boolean }) {
  const { t } = useTexts();
  const [busy, setBusy] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(reason);
  const people = useDemoPeople(demo);
  const enter: Enter = (login, password) => {
    setBusy(login);
    setFault(null);
    signIn(login, password).catch((error: unknown) => {
      setFault(sentence(error));
      setBusy(null);
    });
  };
  return (
    <main className="sign-in">
      <div className={`sign-in-box ${people.length === 0 ? 'alone' : ''}`}>
        <header className="sign-in-head">
          <h1>{t('app.title')}</h1>
          <LanguageSwitch />
        </header>
        <NameAndPassword busy={busy !== null} fault={fault} enter={enter} />
        {people.length > 0 ? <DemoCards people={people} busy={busy} enter={enter} /> : null}
      </div>
    </main>
  );
}
