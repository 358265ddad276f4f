// Keys of the whole desk: screens register what a command does while they are shown.
import { useEffect } from 'react';
import { useLatest } from '../live/hooks.js';
import { type Command, commandOf } from '../session/keys.js';
import { somethingOpen } from './dialogs.store.js';

type Acts = Partial<Record<Command, () => void>>;
const stack: { readonly current: Acts }[] = [];

const TEXT_FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

let wasOpen = false;

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target as HTMLElement | null;
  const typing = target?.matches?.(TEXT_FIELDS) ?? false;
  const command = commandOf(event, typing, wasOpen);
  if (!command) return;
  // Enter and arrows belong to the focused button or link, not to the desk.
  if ((command === 'open' || event.code.startsWith('Arrow')) && target?.closest('button, a, [role=tab], [role=radio]')) return;
  const act = [...stack].reverse().find((acts) => acts.current[command])?.current[command];
  if (!act) return;
  event.preventDefault();
  act();
}
// Escape closes a dialog before this listener runs: what was open is noted on the way down.
window.addEventListener('keydown', () => (wasOpen = somethingOpen()), true);
window.addEventListener('keydown', press);

/** Binds commands while the component is shown; the one shown last wins. */
export function useCommands(acts: Acts): void {
  const latest = useLatest(acts);
  useEffect(() => {
    stack.push(latest);
    return () => void stack.splice(stack.indexOf(latest), 1);
  }, [latest]);
}
