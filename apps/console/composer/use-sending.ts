// Sending what the composer holds: what must be right before it goes, and files on their way in.
import { useState } from 'react';
import type { TicketView } from '#libs/contract/tickets.js';
import { watching } from '../live/feed.store.js';
import { useKeyed } from '../live/hooks.js';
import { useChannel } from '../live/office.store.js';
import { useTexts } from '../texts/language.store.js';
import { addUpload, clearUploads, type Upload, uploads } from './files.store.js';
import { fileProblem, lengthState } from './limits.js';
import { send } from './outbox.store.js';
import { holeAfter } from './templates.js';
import type { WayChoice } from './use-reply-way.js';
import type { TextField } from './use-text-field.js';

const MEGABYTE = 1 << 20;

export interface Sending {
  files: Upload[];
  fault: string | null;
  setFault: (fault: string | null) => void;
  add: (files: Iterable<File>) => void;
  submit: () => void;
}

/** `seenSeq`: position of the conversation as the writer saw it, handed back with a reply. */
export function useSending(ticket: TicketView, { way, nowhere }: WayChoice, input: TextField, seenSeq: string | null): Sending {
  const { t, language } = useTexts();
  const own = useChannel(ticket.channel);
  const channel = way?.channel ?? own;
  const files = useKeyed(uploads, ticket.id) ?? [];
  const [fault, setFault] = useState<string | null>(null);
  const { mode, text } = input;
  const problem = (): string | null => {
    if (mode === 'reply' && nowhere) return t('composer.noWay');
    const hole = mode === 'reply' ? holeAfter(text) : null;
    if (hole) return t('tpl.unfilled', { place: hole.name });
    if (files.some((file) => file.state === 'going')) return t('files.wait');
    const length = lengthState(text, channel.text);
    if (mode === 'reply' && length.over) return t('length.over', { n: length.length, max: channel.text.maxLength });
    return mode === 'note' && !text.trim() && files.length > 0 ? t('note.needsText') : null;
  };
  const submit = (): void => {
    const wrong = problem();
    const ready = files.filter((file) => file.state === 'ready').map((file) => ({ id: file.id ?? '', name: file.name, size: file.size }));
    setFault(wrong);
    input.field.current?.focus();
    if (wrong) input.selectHole(0);
    if (wrong || (!text.trim() && ready.length === 0)) return;
    const words = { ticketId: ticket.id, mode, text: text.trim(), files: ready };
    const other = mode === 'reply' && way && !way.own ? { channel: way.channel.id } : {};
    send({ ...words, ...other, seenSeq: mode === 'reply' ? seenSeq : null });
    input.write('');
    clearUploads(ticket.id);
    watching(ticket.id, false);
  };
  const add = (list: Iterable<File>): void => {
    let already = files.length;
    for (const file of list) {
      const wrong = mode === 'reply' ? fileProblem(file, already, channel.files) : null;
      if (wrong) {
        setFault(
          t(`files.${wrong}`, {
            name: file.name,
            channel: channel.label[language],
            max: Math.floor(channel.files.maxBytes / MEGABYTE),
            count: channel.files.maxCount,
          }),
        );
        continue;
      }
      already += 1;
      void addUpload(ticket.id, file);
    }
  };
  return { files, fault, setFault, add, submit };
}
