// The people of the demonstration: one press signs in.
import type { DemoPerson } from '../api/desk.adapter.js';
import { initialsOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

const DEMO_PASSWORD = 'demo';

export function DemoCards({
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
                {[t(`role.${person.role}`), person.title].filter(Boolean).join(' · ')}
              </span>
            </span>
          </button>
        ))}
      </div>
    </section>
  );
}
