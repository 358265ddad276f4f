// What stands where content would be: nothing here, could not load, still loading.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/language.store.js';

export function Empty({
  title,
  hint,
  action,
}: {
  title: string;
  hint?: string | undefined;
  action?: { label: string; act: () => void } | undefined;
}) {
  return (
    <div className="state" role="status">
      <p className="strong">{title}</p>
      {hint ? <p className="quiet">{hint}</p> : null}
      {action ? (
        <Button variant="default" onClick={action.act}>
          {action.label}
        </Button>
      ) : null}
    </div>
  );
}

/** Says what failed and offers to try again. */
export function Failure({ message, retry }: { message: string; retry?: () => void }) {
  const { t } = useTexts();
  return (
    <div className="state" role="alert">
      <p className="danger">{message}</p>
      {retry ? (
        <Button variant="default" onClick={retry}>
          {t('act.retry')}
        </Button>
      ) : null}
    </div>
  );
}

/** What a form was refused with, beside its buttons; nothing when it was not. */
export function Fault({ text }: { text: string | null }) {
  return text ? (
    <p className="fault" role="alert">
      {text}
    </p>
  ) : null;
}

/** Nothing for 150 ms, then bones of the same height; after ten seconds it says so. */
export function Bones({ height, count = 6, retry }: { height: number; count?: number; retry?: () => void }) {
  const { t } = useTexts();
  const [age, setAge] = useState<'fresh' | 'shown' | 'long'>('fresh');
  useEffect(() => {
    const soon = setTimeout(() => setAge('shown'), 150);
    const long = setTimeout(() => setAge('long'), 10_000);
    return () => {
      clearTimeout(soon);
      clearTimeout(long);
    };
  }, []);
  if (age === 'fresh') return null;
  if (age === 'long') return <Failure message={t('state.long')} {...(retry ? { retry } : {})} />;
  return (
    <div className="bones" role="status" aria-busy="true" aria-label={t('state.loading')}>
      {[...Array(count).keys()].map((n) => (
        <div key={`bone-${n}`} style={{ height: height - 12 }} />
      ))}
    </div>
  );
}
