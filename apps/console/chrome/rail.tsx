// The way between the console's screens; at the bottom on small screens.
import type { MouseEvent } from 'react';
import { useCell } from '../live/hooks.js';
import { waitingForMe } from '../inbox/lists.store.js';
import { type Screen, addressOf } from '../session/route.js';
import { go, route } from '../session/route.store.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { Icon } from './icon.js';

const PLACES: { screen: Screen; icon: string; text: TextKey }[] = [
  { screen: 'inbox', icon: 'inbox', text: 'nav.inbox' },
  { screen: 'reception', icon: 'desk', text: 'nav.reception' },
  { screen: 'board', icon: 'board', text: 'nav.board' },
  { screen: 'settings', icon: 'gear', text: 'nav.settings' },
];

export function Rail({ screens }: { screens: Screen[] }) {
  const { t } = useTexts();
  const here = useCell(route);
  const waiting = useCell(waitingForMe);
  const visit = (screen: Screen) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go({ screen, id: null, filter: {} });
  };
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      {PLACES.filter((place) => screens.includes(place.screen)).map((place) => (
        <a
          key={place.screen}
          href={addressOf({ screen: place.screen, id: null, filter: {} })}
          data-testid={`nav-${place.screen}`}
          title={t(place.text)}
          aria-current={here.screen === place.screen ? 'page' : undefined}
          onClick={visit(place.screen)}
        >
          <Icon name={place.icon} size={20} />
          <span className="name ellipsis">{t(place.text)}</span>
          {place.screen === 'inbox' && waiting > 0 ? (
            <span className="badge" role="img" aria-label={t('nav.waiting', { n: waiting })}>
              {waiting}
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  );
}
