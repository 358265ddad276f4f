// The desk of a signed-in person: frame, screens by address, offers, call bar, dialogs.
import { Suspense, lazy, useEffect } from 'react';
import { CallBarSlot } from '../calls/call-bar-slot.js';
import { InboxScreen } from '../inbox/inbox.screen.js';
import { waitingForMe } from '../inbox/lists.store.js';
import { openOutbox } from '../composer/outbox.store.js';
import { startFeed } from '../live/feed.store.js';
import { useCell } from '../live/hooks.js';
import { OfferCards } from '../offers/offer-cards.js';
import { type Screen } from '../session/route.js';
import { route } from '../session/route.store.js';
import { me, session } from '../session/session.store.js';
import { screensFor } from '../session/screens.js';
import { useTexts } from '../texts/language.store.js';
import { useCommands } from './commands.js';
import { DialogHost } from './dialog-host.js';
import { openDialog, paletteOpen } from './dialogs.store.js';
import { Rail } from './rail.js';
import { Bones, Empty } from './states.js';
import { undoLast } from './toast.js';
import { TopBar } from './top-bar.js';

const Board = lazy(async () => ({ default: (await import('../board/board.screen.js')).BoardScreen }));
const Settings = lazy(async () => ({ default: (await import('../settings/settings.screen.js')).SettingsScreen }));
const Reception = lazy(async () => ({ default: (await import('../reception/reception.screen.js')).ReceptionScreen }));

function Place({ screen, allowed }: { screen: Screen; allowed: Screen[] }) {
  const { t } = useTexts();
  if (!allowed.includes(screen)) return <Empty title={t('error.forbidden')} />;
  if (screen === 'inbox') return <InboxScreen />;
  const Page = { board: Board, settings: Settings, reception: Reception }[screen];
  return (
    <Suspense
      fallback={
        <div className="page">
          <Bones height={64} />
        </div>
      }
    >
      <Page />
    </Suspense>
  );
}

/** The number in the title is my tickets whose clients wait. */
function useTitle(): void {
  const { t } = useTexts();
  const waiting = useCell(waitingForMe);
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${t('app.title')}`;
  }, [waiting, t]);
}

export function Desk() {
  const state = useCell(session);
  const here = useCell(route);
  useEffect(() => {
    openOutbox(me().agent.id);
    startFeed();
    document.body.dataset.ready = 'true';
  }, []);
  useTitle();
  useCommands({
    palette: () => paletteOpen.set(true),
    newTicket: () => openDialog('newTicket'),
    help: () => openDialog('help'),
    undo: undoLast,
  });
  if (state.is !== 'in') return null;
  const allowed = screensFor(state.view);
  return (
    <div className={`desk ${here.screen === 'inbox' && here.id ? 'reading' : ''}`}>
      <TopBar view={state.view} />
      <div className="bars">
        <CallBarSlot />
      </div>
      <Rail screens={allowed} />
      <main className="main">
        <Place screen={here.screen} allowed={allowed} />
      </main>
      <OfferCards />
      <DialogHost />
    </div>
  );
}
