// The console's addresses: which screen, which ticket, which filter; nothing personal but ids.

export type Screen = 'inbox' | 'board' | 'reception' | 'settings';
export interface Route {
  screen: Screen;
  /** Inbox: ticket id; settings: section. */
  id: string | null;
  /** Filter of the inbox, as in TicketQuery. */
  filter: Record<string, string>;
}

const SCREENS: Screen[] = ['inbox', 'board', 'reception', 'settings'];
const FILTERS = ['view', 'status', 'queue', 'assignee', 'channel', 'client', 'q', 'sort'];

/** Reads an address; anything unknown is the inbox. */
export function routeOf(path: string, search: string): Route {
  const [, first = '', second = ''] = path.split('/');
  const screen = SCREENS.find((s) => s === first) ?? 'inbox';
  return { screen, id: second ? decodeURIComponent(second) : null, filter: filterOf(search) };
}

/** Reads the fields of TicketQuery out of a query or of an address with one. */
export function filterOf(query: string): Record<string, string> {
  const params = new URLSearchParams(query.includes('?') ? query.slice(query.indexOf('?') + 1) : query);
  return Object.fromEntries([...params].filter(([name, value]) => FILTERS.includes(name) && value !== ''));
}

/** Writes an address. */
export function addressOf(route: Route): string {
  const search = new URLSearchParams(route.filter).toString();
  return `/${route.screen}${route.id ? `/${encodeURIComponent(route.id)}` : ''}${search ? `?${search}` : ''}`;
}
