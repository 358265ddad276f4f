// A number of the board that opens the list it counts.
import type { MouseEvent, ReactNode } from 'react';
import { addressOf, filterOf } from '../session/route.js';
import { go } from '../session/route.store.js';

/** A link to the list behind a number: an ordinary address, opened without a reload. */
export function ListLink({
  list,
  className,
  testId,
  label,
  children,
}: {
  list: string;
  className: string;
  testId: string;
  label: string;
  children: ReactNode;
}) {
  const found = filterOf(list);
  const filter: Record<string, string> =
    Object.keys(found).length > 0 && !found.view && !found.status && !found.queue && !found.assignee ? { view: 'all', ...found } : found;
  const place = { screen: 'inbox' as const, id: null, filter };
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(place);
  };
  return (
    <a href={addressOf(place)} className={className} data-testid={testId} aria-label={label} onClick={open}>
      {children}
    </a>
  );
}
