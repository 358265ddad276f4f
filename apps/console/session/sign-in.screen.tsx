// Signing in: name and password, or one press on a person of the demonstration.
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { type DemoPerson, deskApi } from '../api/desk.adapter.js';
import { sentence } from '../api/http.adapter.js';
import { LanguageSwitch } from '../chrome/language-switch.js';
import { initialsOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import './sign-in.css';
import { signIn } from './session.store.js';

const DEMO_PASSWORD = 'demo';

function DemoCards({
  people,
  busy,
  enter,
}: {
  people: DemoPerson[];
  busy: string | null;
  enter: (login: string, password: string) => void;
}) {
  const { t } = useTexts();
  return (
    <section className="card stack" aria-labelledby="demo-title">
      <div>
        <h2 id="demo-title">{t('signIn.demoTitle')}</h2>
        <p className="quiet small">{t('demo.banner')}</p>
      </div>
      <div className="demo-cards">
        {people.map((person) => (
          <button
            key={person.login}
            type="button"
            className="demo-card"
            data-testid={`demo-${person.login}`}
            disabled={busy !== null}
            onClick={() => enter(person.login, DEMO_PASSWORD)}
          >
            <span className="face" aria-hidden="true">
              {initialsOf(person.name)}
            </span>
            <span className="grow">
              <span className="strong ellipsis" style={{ display: 'block' }}>
                {person.name}
              </span>
              <span className="quiet small" style={{ display: 'block' }}>
                {person.title}
              </span>
            </span>
          </button>
        ))}
      </div>
    </section>
  );
}

export function SignInScreen({ reason }: { reason: string | null }) {
  const { t } = useTexts();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(reason);
  const [people, setPeople] = useState<DemoPerson[]>([]);
  useEffect(() => {
    // 404 in live mode: there are no demonstration people.
    deskApi
      .demo()
      .then((answer) => setPeople(answer.people))
      .catch(() => undefined);
  }, []);

  const enter = (name: string, secret: string): void => {
    setBusy(name);
    setFault(null);
    signIn(name, secret).catch((error: unknown) => {
      setFault(sentence(error));
      setBusy(null);
    });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    enter(login.trim(), password);
  };

  return (
    <main className="sign-in">
      <div className={`sign-in-box ${people.length === 0 ? 'alone' : ''}`}>
        <header className="sign-in-head">
          <h1>{t('app.title')}</h1>
          <LanguageSwitch />
        </header>
        <form className="card stack" onSubmit={submit}>
          <h2>{t('signIn.title')}</h2>
          {fault ? (
            <p className="fault" role="alert">
              {fault}
            </p>
          ) : null}
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
          <Button type="submit" data-testid="sign-in" loading={busy !== null}>
            {t('signIn.enter')}
          </Button>
        </form>
        {people.length > 0 ? <DemoCards people={people} busy={busy} enter={enter} /> : null}
      </div>
    </main>
  );
}
