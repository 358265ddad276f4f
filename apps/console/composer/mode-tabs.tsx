// Reply or note, with the recipient always in sight.
import type { ReactNode } from 'react';
import { Icon } from '../chrome/icon.js';
import { useTexts } from '../texts/language.store.js';
import type { Mode } from './waiting.js';

interface TabsProps {
  mode: Mode;
  choose: (mode: Mode) => void;
  noteDraft: boolean;
  /** The recipient. */
  children: ReactNode;
}

export function ModeTabs({ mode, choose, noteDraft, children }: TabsProps) {
  const { t } = useTexts();
  return (
    <div className="composer-modes">
      <div role="tablist" aria-label={t('mode.label')}>
        <button
          type="button"
          role="tab"
          className="mode"
          data-testid="mode-reply"
          aria-selected={mode === 'reply'}
          onClick={() => choose('reply')}
        >
          <Icon name="reply" size={16} />
          {t('mode.reply')}
        </button>
        <button
          type="button"
          role="tab"
          className="mode"
          data-testid="mode-note"
          aria-selected={mode === 'note'}
          onClick={() => choose('note')}
        >
          <Icon name="lock" size={16} />
          {t('mode.note')}
          {noteDraft && mode === 'reply' ? <span title={t('row.draft')}>•</span> : null}
        </button>
      </div>
      {children}
    </div>
  );
}
