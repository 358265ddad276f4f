// Queues and who serves them: members by ticks, names in place, switched on and off.
import { Button, Checkbox, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { QueueView } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { officeApi } from '../api/office.adapter.js';
import { Icon } from '../chrome/icon.js';
import { Empty, Fault } from '../chrome/states.js';
import { toast } from '../chrome/toast.js';
import { useCell } from '../live/hooks.js';
import { loadQueues, queues, staff } from '../live/office.store.js';
import { may } from '../session/session.store.js';
import { useTexts } from '../texts/language.store.js';
import { matches } from '../texts/layout.js';

type Change = (fields: Record<string, unknown>) => void;

/** Sends a change and brings the fresh queues; a refusal becomes a sentence. */
function useQueueChange(code: string): { fault: string | null; change: Change } {
  const { t } = useTexts();
  const [fault, setFault] = useState<string | null>(null);
  const change: Change = (fields) => {
    setFault(null);
    officeApi
      .changeQueue(code, fields)
      .then(loadQueues)
      .then(() => toast(t('queue.saved')))
      .catch((error: unknown) => setFault(sentence(error)));
  };
  return { fault, change };
}

function NameAndState({ queue, change }: { queue: QueueView; change: Change }) {
  const { t } = useTexts();
  const [name, setName] = useState(queue.name);
  return (
    <div className="row wrap" style={{ alignItems: 'end' }}>
      <TextInput className="grow" label={t('queue.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} />
      <Button variant="default" disabled={!name.trim() || name.trim() === queue.name} onClick={() => change({ name: name.trim() })}>
        {t('act.save')}
      </Button>
      <Switch label={t('queue.active')} checked={queue.active} onChange={(e) => change({ active: e.currentTarget.checked })} />
    </div>
  );
}

function Members({ queue, change }: { queue: QueueView; change: Change }) {
  const { t } = useTexts();
  const people = useCell(staff).filter((one) => one.active);
  const before = queue.members.map((one) => one.id);
  const [members, setMembers] = useState(before);
  const [query, setQuery] = useState('');
  const toggle = (id: string, on: boolean): void => setMembers((now) => (on ? [...now, id] : now.filter((one) => one !== id)));
  const moved = [...members].sort().join() !== [...before].sort().join();
  return (
    <>
      <TextInput
        placeholder={t('staff.search')}
        aria-label={t('staff.search')}
        value={query}
        onChange={(e) => setQuery(e.currentTarget.value)}
      />
      <div className="members">
        {people
          .filter((one) => matches(one.name, query))
          .map((one) => (
            <Checkbox
              key={one.id}
              label={one.name}
              checked={members.includes(one.id)}
              onChange={(e) => toggle(one.id, e.currentTarget.checked)}
            />
          ))}
      </div>
      <div className="row end">
        <Button disabled={!moved} onClick={() => change({ members })}>
          {t('queue.saveMembers')}
        </Button>
      </div>
    </>
  );
}

function Queue({ queue }: { queue: QueueView }) {
  const { t } = useTexts();
  const { fault, change } = useQueueChange(queue.code);
  return (
    <details className="card channel" data-testid={`queue-${queue.code}`}>
      <summary>
        <span className="strong grow ellipsis">{queue.name}</span>
        <span className="quiet small">
          {queue.department.name} · {t('queue.members', { n: queue.members.length })} ·{' '}
          {t('transfer.queueWaits', { n: queue.waiting ?? 0 })}
        </span>
        {queue.active ? null : <span className="chip">{t('queue.off')}</span>}
        <Icon name="down" size={16} />
      </summary>
      <fieldset className="stack bare" style={{ marginTop: 12 }} disabled={!may('queue.write')}>
        <NameAndState queue={queue} change={change} />
        <Members queue={queue} change={change} />
        <Fault text={fault} />
      </fieldset>
    </details>
  );
}

export function QueuesSection() {
  const { t } = useTexts();
  const known = useCell(queues);
  if (known.length === 0) return <Empty title={t('queue.none')} />;
  return (
    <>
      {known.map((queue) => (
        <Queue key={`${queue.code}${queue.members.map((one) => one.id).join()}`} queue={queue} />
      ))}
    </>
  );
}
