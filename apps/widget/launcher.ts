// The round button on the site's page: drawn in a shadow root, so that neither page nor chat restyles the other.

// 56 px, above everything, away from phone edges; constructed sheets pass a policy without 'unsafe-inline'
const STYLES = `
:host{all:initial}
button{all:unset;box-sizing:border-box;position:fixed;z-index:2147483000;bottom:calc(16px + env(safe-area-inset-bottom));SIDE:16px;width:56px;height:56px;border-radius:50%;background:var(--accent);color:var(--on-accent);display:grid;place-items:center;cursor:pointer;box-shadow:0 2px 10px rgb(0 0 0/.3)}
button:focus-visible{outline:2px solid #0B57D0;box-shadow:0 0 0 4px #fff}
svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
span{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;box-sizing:border-box;padding:0 6px;border-radius:11px;background:#B3261E;color:#fff;font:600 12px/22px system-ui,sans-serif;text-align:center}
span:empty{display:none}
iframe{position:fixed;z-index:2147483000;border:0;bottom:calc(84px + env(safe-area-inset-bottom));SIDE:16px;width:400px;max-width:calc(100vw - 32px);height:min(640px,calc(100vh - 96px));border-radius:10px;box-shadow:0 8px 32px rgb(0 0 0/.28);background:#fff}
iframe[hidden]{display:none}
@media(prefers-color-scheme:dark){iframe{background:#161A20}}
@media(max-width:480px){iframe{inset:0;width:100%;max-width:none;height:100%;border-radius:0}button[aria-expanded=true]{display:none}}
@media print{:host{display:none}}`;

export interface Words {
  open: string;
  close: string;
  fresh: (n: number) => string;
}
export interface Launcher {
  holder: HTMLElement;
  root: ShadowRoot;
  button: HTMLButtonElement;
  label(open: boolean, unread: number): void;
  paint(colour: string): void;
}

export function makeLauncher(words: Words, side: 'left' | 'right'): Launcher {
  const holder = document.createElement('div');
  const root = holder.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES.replaceAll('SIDE', side));
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  const badge = document.createElement('span');
  badge.setAttribute('aria-hidden', 'true');
  button.type = 'button';
  button.append(bubble(), badge);
  root.append(button);
  return {
    holder,
    root,
    button,
    label(open, unread) {
      const name = open ? words.close : words.open;
      const fresh = unread > 0 && !open;
      button.setAttribute('aria-label', fresh ? `${name}, ${words.fresh(unread)}` : name);
      button.setAttribute('aria-expanded', String(open));
      badge.textContent = fresh ? String(Math.min(unread, 99)) : '';
    },
    paint(colour) {
      const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
      holder.style.setProperty('--accent', colour);
      holder.style.setProperty('--on-accent', r * 0.299 + g * 0.587 + b * 0.114 > 150 ? '#14181F' : '#fff');
    },
  };
}

function bubble(): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(path);
  return svg;
}
