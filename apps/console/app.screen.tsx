// The whole console: the sign-in screen, or the desk of who is signed in.
import { useTexts } from './texts/language.store.js';
import { Failure } from './chrome/states.js';
import { Desk } from './chrome/desk.screen.js';
import { useCell } from './live/hooks.js';
import { SignInScreen } from './session/sign-in.screen.js';
import { loadSession, session } from './session/session.store.js';

export function App() {
  const now = useCell(session);
  const { t } = useTexts();
  if (now.is === 'in') return <Desk key={now.view.agent.id} />;
  if (now.is === 'out') return <SignInScreen reason={now.reason ? t('session.lost') : null} demo={now.demo} />;
  if (now.is === 'unreachable') return <Failure message={now.message} retry={() => void loadSession()} />;
  return null;
}
