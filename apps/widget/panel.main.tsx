// Where the panel begins: learns from the page that holds it who asks and in which language, and draws itself.
import { render } from 'preact';
import { Chat } from './chat.js';
import { Panel } from './panel.js';
import { ownShelf, SiteShelf } from './storage.js';
import type { Language } from './texts.js';
import type { Boot } from './wire.js';

const root = document.getElementById('root')!;
const framed = window.parent !== window;
let holder: string | null = null;
let chat: Chat | null = null;
let boot: Boot | null = null;
let site: SiteShelf | null = null;

function tell(kind: string, more: object = {}): void {
  // the first word carries nothing, so anybody may hear it; the rest goes to the page that answered
  if (framed) window.parent.postMessage({ otklik: kind, ...more }, holder ?? '*');
}

function begin(next: Boot, shown: boolean): void {
  chat?.close();
  boot = next;
  const current = new Chat(next, site ?? ownShelf());
  chat = current;
  current.show(shown);
  paint(null);
  let unread = -1;
  let painted = '';
  current.onChange(() => {
    if (current.unread !== unread) {
      unread = current.unread;
      tell('unread', { unread });
    }
    const colour = current.settings?.look.colour;
    if (colour && colour !== painted) {
      painted = colour;
      paint(colour);
      tell('look', { colour });
    }
    if (current.thread.messages.length + current.thread.outbox.length > 0) tell('talked');
  });
  document.documentElement.lang = next.language;
  document.title = current.settings?.look.title ?? document.title;
  render(<Panel key={next.identity ?? ''} chat={current} language={next.language} onClose={framed ? () => tell('close') : null} />, root);
}

/** The accent with black or white words on it, whichever is read more easily. */
function paint(colour: string | null): void {
  if (!colour) return;
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
  document.documentElement.style.setProperty('--accent', colour);
  document.documentElement.style.setProperty('--on-accent', r * 0.299 + g * 0.587 + b * 0.114 > 150 ? '#14181F' : '#FFFFFF');
}

const languageOf = (told: unknown): Language =>
  told === 'ru' || told === 'en' ? told : /^ru|^be|^uk|^kk/i.test(navigator.language) ? 'ru' : 'en';

/** The page as it told itself, if that agrees with what the browser knows of it. */
function pageOf(told: unknown, origin: string): string {
  const page = typeof told === 'string' && URL.canParse(told) ? new URL(told) : null;
  return page?.origin === origin ? page.href.slice(0, 2000) : `${origin}/`;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

window.addEventListener('message', ({ data, source, origin }) => {
  if (source !== window.parent || !framed || (holder !== null && origin !== holder)) return;
  if (data?.otklik === 'boot' && !boot) {
    holder = origin;
    site = new SiteShelf(data.kept, (key, value) => tell('keep', { key, value }));
    begin(
      { page: pageOf(data.page, origin), language: languageOf(data.language), account: text(data.account), identity: text(data.identity) },
      data.open === true,
    );
  } else if (data?.otklik === 'shown') chat?.show(data.open === true);
  else if (data?.otklik === 'kept') site?.set(data.key, data.value);
  else if (data?.otklik === 'identity' && boot) begin({ ...boot, identity: text(data.identity) }, chat?.shown ?? false);
});
document.addEventListener('visibilitychange', () => chat?.see());

if (framed) tell('ready');
else {
  const query = new URLSearchParams(location.search);
  begin({ page: location.href, language: languageOf(query.get('lang')), account: query.get('account') ?? undefined }, true);
}
