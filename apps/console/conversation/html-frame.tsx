// A letter's own HTML on its own light sheet: no scripts, no forms, no remote pictures (they tell the sender who reads).
import { useRef, useState } from 'react';
import { useTexts } from '../texts/language.store.js';

const MOST_PX = 4000;
const HEAD = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"><base target="_blank"><style>body{margin:12px;font:14px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}</style>`;

/** The frame may be measured by the page (same origin) but runs nothing (no allow-scripts). */
export function HtmlFrame({ html }: { html: string }) {
  const { t } = useTexts();
  const [height, setHeight] = useState(160);
  const frame = useRef<HTMLIFrameElement>(null);
  const measure = (): void => {
    const body = frame.current?.contentDocument?.documentElement;
    if (body) setHeight(Math.min(MOST_PX, Math.max(60, body.scrollHeight + 4)));
  };
  const remote = /<img[^>]+src=["']?https?:/i.test(html);
  return (
    <>
      {remote ? <p className="quiet small">{t('html.pictures')}</p> : null}
      <iframe
        ref={frame}
        title={t('html.title')}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={HEAD + html}
        style={{ height }}
        onLoad={measure}
      />
    </>
  );
}
