// The state of the link in words, always visible; also marks the page for those who wait on it.
import { useEffect } from 'react';
import { connectionOf } from '../live/connection.js';
import { useCell, useNow } from '../live/hooks.js';
import { link } from '../live/socket.adapter.js';
import { timeOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

const SHAPES = { online: '◉', reconnecting: '◌', offline: '⊘', stale: '▲' } as const;

export function ConnectionChip() {
  const { t, language } = useTexts();
  const state = useCell(link);
  useNow(1000);
  const connection = connectionOf(state, Date.now());
  useEffect(() => {
    document.body.dataset.conn = connection;
  }, [connection]);
  const texts = {
    online: t('conn.ok'),
    reconnecting: t('conn.re'),
    offline: t('conn.off'),
    stale: t('conn.stale', { time: timeOf(state.heardAt, language) }),
  };
  return (
    <span className={`conn ${connection}`} role="status" title={texts[connection]}>
      <span aria-hidden="true">{SHAPES[connection]}</span>{' '}
      <span className={connection === 'online' ? 'wide-only' : ''}>{texts[connection]}</span>
    </span>
  );
}
