// Where the person is now; the browser's address follows and its back button works.
import { cell } from '../live/cell.js';
import { type Route, addressOf, routeOf } from './route.js';

const here = (): Route => routeOf(location.pathname, location.search);
export const route = cell<Route>(here());
window.addEventListener('popstate', () => route.set(here()));

/** Goes to another place; `replace` leaves no step in the browser's history. */
export function go(next: Partial<Route>, replace = false): void {
  const now = route.get();
  const target = { ...now, ...next };
  const address = addressOf(target);
  if (address === addressOf(now)) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  route.set(target);
}
