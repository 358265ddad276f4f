// Registering a visitor: one key per ticket however often it is pressed, then the paper to print.
import { useEffect, useRef, useState } from 'react';
import { isDefinite, sentence } from '../api/http.adapter.js';
import { isWhole, ticketsApi } from '../api/tickets.adapter.js';
import { uuid } from '../api/uuid.js';
import { useCell } from '../live/hooks.js';
import { channels, queues, topics } from '../live/office.store.js';
import { keepTickets } from '../live/tickets.store.js';
import { useTexts } from '../texts/language.store.js';
import { draftOf, type Form, missingIn } from './form.js';
import { type Paper, paperOf } from './paper.js';

interface Registering {
  /** What was registered last, until the next visitor. */
  done: Paper | null;
  fault: string | null;
  busy: boolean;
  submit: () => Promise<void>;
  leave: () => void;
}

export function useRegistering(form: Form): Registering {
  const { t, language } = useTexts();
  const [done, setDone] = useState<Paper | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(uuid());
  const visit = useCell(channels).find((one) => one.descriptor.turns === 'visit')?.descriptor.id;
  const topic = useCell(topics).find((one) => one.code === form.topic);
  const queue = useCell(queues).find((one) => one.code === (form.queue ?? topic?.queue));
  const usual = { topic: topic?.[language] ?? '', queue: queue?.name ?? '' };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the slip is printed once, when the ticket is there
  useEffect(() => {
    if (done && form.print) window.print();
  }, [done]);
  const submit = async (): Promise<void> => {
    const missing = missingIn(form);
    setFault(missing ? t(missing) : null);
    if (missing || busy) return;
    setBusy(true);
    try {
      const ticket = await ticketsApi.register(draftOf(form, visit), key.current);
      if (isWhole(ticket)) keepTickets([ticket]);
      key.current = uuid();
      setDone(paperOf(ticket, form, usual));
    } catch (error) {
      if (isDefinite(error)) key.current = uuid();
      setFault(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return { done, fault, busy, submit, leave: () => setDone(null) };
}
