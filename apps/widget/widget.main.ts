// The loader: one classic script on the site's page. It shows a button and, on a click, the chat in a frame of ours.

// its own scope: the page's globals are not ours (UX 4.2)
(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  const page = window as unknown as { otklik?: object };
  if (!script || page.otklik) return;
  const { lang = document.documentElement.lang, position = 'right', colour = '#1A5FC4', account, identity } = script.dataset;
  const english = /^en/i.test(lang);
  const words = english
    ? { open: 'Chat with the Institute', close: 'Close the chat', fresh: (n: number) => `${n} new` }
    : { open: 'Чат с Институтом', close: 'Закрыть чат', fresh: (n: number) => `новых: ${n}` };
  const panelUrl = new URL('./widget/panel.html', script.src);
  // a visitor who has written before is told of answers without a click
  const TALKED = 'otklik.talked';
  const OPEN = 'otklik.open';
  /** What the chat keeps of a visitor. It stays with this site: browsers forbid or divide the storage of foreign frames. */
  const DRAWER = 'otklik.chat.';

  const holder = document.createElement('div');
  const root = holder.attachShadow({ mode: 'open' });
  // constructed sheets pass a policy without 'unsafe-inline'
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host{all:initial}
    button{all:unset;box-sizing:border-box;position:fixed;z-index:2147483000;bottom:calc(16px + env(safe-area-inset-bottom));${position === 'left' ? 'left' : 'right'}:16px;width:56px;height:56px;border-radius:50%;background:var(--accent);color:var(--on-accent);display:grid;place-items:center;cursor:pointer;box-shadow:0 2px 10px rgb(0 0 0/.3)}
    button:focus-visible{outline:2px solid #0B57D0;box-shadow:0 0 0 4px #fff}
    svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
    span{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;box-sizing:border-box;padding:0 6px;border-radius:11px;background:#B3261E;color:#fff;font:600 12px/22px system-ui,sans-serif;text-align:center}
    span:empty{display:none}
    iframe{position:fixed;z-index:2147483000;border:0;bottom:calc(84px + env(safe-area-inset-bottom));${position === 'left' ? 'left' : 'right'}:16px;width:400px;max-width:calc(100vw - 32px);height:min(640px,calc(100vh - 96px));border-radius:10px;box-shadow:0 8px 32px rgb(0 0 0/.28);background:#fff}
    iframe[hidden]{display:none}
    @media(prefers-color-scheme:dark){iframe{background:#161A20}}
    @media(max-width:480px){iframe{inset:0;width:100%;max-width:none;height:100%;border-radius:0}button[aria-expanded=true]{display:none}}
    @media print{:host{display:none}}`);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement('button');
  const badge = document.createElement('span');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  badge.setAttribute('aria-hidden', 'true');
  svg.append(path);
  button.type = 'button';
  button.append(svg, badge);
  root.append(button);
  paint(colour);

  let frame: HTMLIFrameElement | null = null;
  let open = false;
  let ready = false;
  let unread = 0;
  let signed = identity;

  function paint(accent: string): void {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(accent.slice(at, at + 2), 16));
    holder.style.setProperty('--accent', accent);
    holder.style.setProperty('--on-accent', r! * 0.299 + g! * 0.587 + b! * 0.114 > 150 ? '#14181F' : '#fff');
  }

  function label(): void {
    const name = open ? words.close : words.open;
    button.setAttribute('aria-label', unread && !open ? `${name}, ${words.fresh(unread)}` : name);
    button.setAttribute('aria-expanded', String(open));
    badge.textContent = unread && !open ? String(Math.min(unread, 99)) : '';
  }

  function tell(kind: string, more: object = {}): void {
    // until it speaks, the frame is still an empty page of nobody
    if (ready) frame?.contentWindow?.postMessage({ otklik: kind, ...more }, panelUrl.origin);
  }

  function load(): void {
    if (frame) return;
    frame = document.createElement('iframe');
    frame.title = words.open;
    frame.allow = 'clipboard-write';
    frame.hidden = !open;
    frame.src = panelUrl.href;
    root.insertBefore(frame, button);
  }

  function show(visible: boolean): void {
    if (open === visible) return;
    open = visible;
    if (open) load();
    frame!.hidden = !open;
    attempt(() => sessionStorage.setItem(OPEN, open ? '1' : ''));
    tell('shown', { open });
    label();
    if (open) frame!.focus();
    else button.focus();
  }

  /** Storage may be forbidden or full: the chat then lives as long as the page. */
  function attempt<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch {
      return undefined;
    }
  }

  const kept = () => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(DRAWER)));
  // another tab of this site wrote or sent something
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key?.startsWith(DRAWER)) tell('kept', { key, value: newValue });
  });

  /** What the frame says; anybody else's messages are not for us. */
  const acts: Record<string, (news: { unread?: number; colour?: string; key?: string; value?: string }) => void> = {
    ready: () => {
      ready = true;
      tell('boot', {
        page: location.href,
        language: english ? 'en' : /^ru/i.test(lang) ? 'ru' : undefined,
        account,
        identity: signed,
        open,
        kept: attempt(kept),
      });
    },
    close: () => show(false),
    talked: () => attempt(() => localStorage.setItem(TALKED, '1')),
    keep: ({ key, value }) => {
      if (key?.startsWith(DRAWER) && value !== undefined) attempt(() => localStorage.setItem(key, value));
    },
    look: ({ colour: chosen }) => {
      if (!script.dataset.colour && /^#[0-9a-f]{6}$/i.test(chosen ?? '')) paint(chosen!);
    },
    unread: (news) => {
      unread = Number(news.unread) || 0;
      label();
    },
  };
  window.addEventListener('message', (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== panelUrl.origin) return;
    acts[event.data?.otklik as string]?.(event.data);
  });

  button.addEventListener('click', () => show(!open));
  label();
  page.otklik = {
    open: () => show(true),
    close: () => show(false),
    /** The portal's signed user, or nothing after signing out. */
    identify: (token?: string) => {
      signed = token;
      tell('identity', { identity: token });
    },
  };

  function begin(): void {
    document.body.append(holder);
    if (attempt(() => sessionStorage.getItem(OPEN))) show(true);
    else if (attempt(() => localStorage.getItem(TALKED))) load();
  }
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
})();
