// The loader: one classic script on the site's page. It shows a button and, on a click, the chat in a frame of ours.
import { makeLauncher, type Launcher, type Words } from './launcher.js';

const RU: Words = { open: 'Чат с Институтом', close: 'Закрыть чат', fresh: (n) => `новых: ${n}` };
const EN: Words = { open: 'Chat with the Institute', close: 'Close the chat', fresh: (n) => `${n} new` };
/** A visitor who has written before is told of answers without a click. */
const TALKED = 'otklik.talked';
const OPEN = 'otklik.open';
/** What the chat keeps of a visitor. It stays with this site: browsers forbid or divide the storage of foreign frames. */
const DRAWER = 'otklik.chat.';

interface News {
  otklik?: string;
  unread?: number;
  colour?: string;
  key?: string;
  value?: string;
}

class Loader {
  private readonly panelUrl: URL;
  private readonly language: 'ru' | 'en' | undefined;
  private readonly words: Words;
  private readonly launcher: Launcher;
  private frame: HTMLIFrameElement | null = null;
  private ready = false;
  private isOpen = false;
  private unread = 0;
  private signed: string | undefined;

  constructor(private readonly script: HTMLScriptElement) {
    const { lang = document.documentElement.lang, position, colour, identity } = script.dataset;
    this.language = /^en/i.test(lang) ? 'en' : /^ru/i.test(lang) ? 'ru' : undefined;
    this.words = this.language === 'en' ? EN : RU;
    this.panelUrl = new URL('./widget/panel.html', script.src);
    this.signed = identity;
    this.launcher = makeLauncher(this.words, position === 'left' ? 'left' : 'right');
    this.launcher.paint(colour ?? '#1A5FC4');
    this.launcher.label(false, 0);
    this.launcher.button.addEventListener('click', () => this.show(!this.isOpen));
    window.addEventListener('message', ({ data, source, origin }) => {
      // anybody else's messages are not for us
      if (this.frame && source === this.frame.contentWindow && origin === this.panelUrl.origin) this.hear(data as News);
    });
    // another tab of this site wrote or sent something
    window.addEventListener('storage', ({ key, newValue }) => key?.startsWith(DRAWER) && this.tell('kept', { key, value: newValue }));
  }

  begin(): void {
    document.body.append(this.launcher.holder);
    if (attempt(() => sessionStorage.getItem(OPEN))) this.show(true);
    else if (attempt(() => localStorage.getItem(TALKED))) this.load();
  }

  show(visible: boolean): void {
    if (this.isOpen === visible) return;
    this.isOpen = visible;
    const frame = this.load();
    frame.hidden = !visible;
    attempt(() => sessionStorage.setItem(OPEN, visible ? '1' : ''));
    this.tell('shown', { open: visible });
    this.launcher.label(visible, this.unread);
    if (visible) frame.focus();
    else this.launcher.button.focus();
  }

  /** The portal's signed user, or nothing after signing out. */
  identify(token?: string): void {
    this.signed = token;
    this.tell('identity', { identity: token });
  }

  private load(): HTMLIFrameElement {
    if (this.frame) return this.frame;
    const frame = document.createElement('iframe');
    frame.title = this.words.open;
    frame.hidden = !this.isOpen;
    frame.src = this.panelUrl.href;
    this.launcher.root.insertBefore(frame, this.launcher.button);
    this.frame = frame;
    return frame;
  }

  private tell(kind: string, more: object): void {
    // until it speaks, the frame is still an empty page of nobody
    if (this.ready) this.frame?.contentWindow?.postMessage({ otklik: kind, ...more }, this.panelUrl.origin);
  }

  private hear({ otklik, unread, colour, key, value }: News): void {
    if (otklik === 'ready') this.boot();
    else if (otklik === 'close') this.show(false);
    else if (otklik === 'talked') attempt(() => localStorage.setItem(TALKED, '1'));
    else if (otklik === 'keep' && key?.startsWith(DRAWER) && value !== undefined) attempt(() => localStorage.setItem(key, value));
    else if (otklik === 'look' && !this.script.dataset.colour && colour && /^#[0-9a-f]{6}$/i.test(colour)) this.launcher.paint(colour);
    else if (otklik === 'unread') {
      this.unread = Number(unread) || 0;
      this.launcher.label(this.isOpen, this.unread);
    }
  }

  private boot(): void {
    this.ready = true;
    const kept = attempt(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(DRAWER))));
    const { account } = this.script.dataset;
    this.tell('boot', { page: location.href, language: this.language, account, identity: this.signed, open: this.isOpen, kept });
  }
}

/** Storage may be forbidden or full: the chat then lives as long as the page. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const page = window as unknown as { otklik?: object };
if (script && !page.otklik) {
  const loader = new Loader(script);
  page.otklik = { open: () => loader.show(true), close: () => loader.show(false), identify: (token?: string) => loader.identify(token) };
  if (document.body) loader.begin();
  else document.addEventListener('DOMContentLoaded', () => loader.begin());
}
