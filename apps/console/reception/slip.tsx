// The visitor's paper: number large, date, topic, no personal data except initials.
import { createPortal } from 'react-dom';
import { me } from '../session/session.store.js';
import { fullMoment, initialsOf, numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import type { Paper } from './paper.js';

/** Drawn outside the application and shown on paper only. */
export function Slip({ paper }: { paper: Paper }) {
  const { t, language } = useTexts();
  return createPortal(
    <div className="only-print slip">
      <div>{me().institute}</div>
      <div className="slip-number">{numberTail(paper.number)}</div>
      <div>{paper.number}</div>
      <div>{fullMoment(paper.at, language).replace(/:\d\d \(.*$/, '')}</div>
      <div>{paper.topic}</div>
      <div>{initialsOf(paper.client)}</div>
      {paper.dueAt ? <div>{t('slip.until', { at: fullMoment(paper.dueAt, language).replace(/:\d\d \(.*$/, '') })}</div> : null}
      <div>{t('slip.keep')}</div>
    </div>,
    document.getElementById('root')!,
  );
}
