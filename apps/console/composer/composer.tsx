// Where words are written: a reply to the client or an internal note, two modes that cannot be mistaken.
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TemplateView } from '#libs/contract/staff.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { useCell, useKeyed } from '../live/hooks.js';
import { viewing } from '../live/company.store.js';
import { watching } from '../live/feed.store.js';
import { useChannel } from '../live/office.store.js';
import { tell } from '../live/socket.adapter.js';
import { me } from '../session/session.store.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { openDialog } from '../chrome/dialogs.store.js';
import { askServerDraft, draftOf, drafts, keepDraft } from './drafts.store.js';
import { addUpload, clearUploads, uploads } from './files.store.js';
import { wantedFocus, wantedText } from './focus.js';
import { ComposerFoot } from './composer-foot.js';
import { DropZone } from './drop-zone.js';
import { FilesLine } from './files-line.js';
import { ModeTabs } from './mode-tabs.js';
import { fileProblem, lengthState } from './limits.js';
import { send } from './outbox.store.js';
import { TemplatePicker } from './template-picker.js';
import { fillTemplate, holeAfter, insertAt } from './templates.js';
import { useTemplates } from './use-templates.js';
import { Warnings } from './warnings.js';
import type { Mode } from './waiting.js';

const TYPING_EVERY_MS = 2500;

export function Composer({ ticket, seenSeq }: { ticket: TicketView; seenSeq: string | null }) {
  const { t, language } = useTexts();
  const channel = useChannel(ticket.channel);
  const draft = useKeyed(drafts, ticket.id) ?? draftOf(ticket.id);
  const files = useKeyed(uploads, ticket.id) ?? [];
  const others = useKeyed(viewing, ticket.id) ?? [];
  // Opening always starts in Reply; the mode never carries over from another ticket.
  const [mode, setMode] = useState<Mode>('reply');
  const [caret, setCaret] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const lastTyping = useRef(0);
  const text = draft[mode];
  const picker = useTemplates(text, caret);
  const silent = ['spam', 'merged'].includes(ticket.status);
  const length = lengthState(text, channel.text);

  useEffect(() => void askServerDraft(ticket.id), [ticket.id]);
  const wanted = useCell(wantedFocus);
  const firstWanted = useRef(wanted.n);
  useEffect(() => {
    if (wanted.n === firstWanted.current) return;
    setMode(wanted.mode);
    requestAnimationFrame(() => field.current?.focus());
  }, [wanted]);
  const quoted = useCell(wantedText);
  const firstQuoted = useRef(quoted.n);
  const place = (next: { text: string; caret: number }): void => {
    keepDraft(ticket.id, mode, next.text);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.caret, next.caret);
      setCaret(next.caret);
    });
  };
  useEffect(() => {
    if (quoted.n === firstQuoted.current) return;
    place(insertAt(text, field.current?.selectionStart ?? text.length, field.current?.selectionEnd ?? text.length, quoted.text));
    // Only a newly offered text is inserted.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [quoted]);

  const type = (next: string, at: number): void => {
    keepDraft(ticket.id, mode, next);
    setCaret(at);
    setFault(null);
    if (mode === 'reply' && Date.now() - lastTyping.current > TYPING_EVERY_MS) {
      lastTyping.current = Date.now();
      watching(ticket.id, true);
      if (channel.typing) tell('typing', { ticketId: ticket.id });
    }
  };
  const selectHole = (from: number): boolean => {
    const hole = holeAfter(text, from);
    if (!hole) return false;
    field.current?.focus();
    field.current?.setSelectionRange(hole.start, hole.end);
    return true;
  };
  const choose = (template: TemplateView): void => {
    const filled = fillTemplate(template.text, { клиент: ticket.client.name, client: ticket.client.name, name: ticket.client.name, номер: numberTail(ticket.number), number: numberTail(ticket.number), менеджер: me().agent.name, agent: me().agent.name, институт: me().institute, institute: me().institute });
    const end = field.current?.selectionEnd ?? text.length;
    const start = picker.state.start ?? field.current?.selectionStart ?? end;
    picker.dismiss();
    place(insertAt(text, start, end, filled));
  };
  const submit = (): void => {
    const ready = files.filter((file) => file.state === 'ready').map((file) => ({ id: file.id!, name: file.name, size: file.size }));
    const hole = mode === 'reply' ? holeAfter(text) : null;
    if (hole) {
      selectHole(0);
      return setFault(t('tpl.unfilled', { place: hole.name }));
    }
    if (files.some((file) => file.state === 'going')) return setFault(t('files.wait'));
    if (mode === 'reply' && length.over) return setFault(t('length.over', { n: length.length, max: channel.text.maxLength }));
    if (!text.trim() && ready.length === 0) return void field.current?.focus();
    if (mode === 'note' && !text.trim()) return setFault(t('note.needsText'));
    send({ ticketId: ticket.id, mode, text: text.trim(), files: ready, seenSeq: mode === 'reply' ? seenSeq : null });
    keepDraft(ticket.id, mode, '');
    clearUploads(ticket.id);
    watching(ticket.id, false);
    field.current?.focus();
  };
  const add = (list: Iterable<File>): void => {
    let already = files.length;
    for (const file of list) {
      const problem = mode === 'reply' ? fileProblem(file, already, channel.files) : null;
      if (problem) setFault(t(`files.${problem}`, { name: file.name, channel: channel.label[language], max: Math.floor(channel.files.maxBytes / (1 << 20)), count: channel.files.maxCount }));
      else {
        already += 1;
        void addUpload(ticket.id, file);
      }
    }
  };
  const enterSends = mode === 'reply' && channel.turns !== 'letter';
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (picker.state.open && picker.state.found.length > 0) {
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (move) {
        event.preventDefault();
        return picker.move(move);
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        return choose(picker.state.found[picker.state.active]!);
      }
    }
    if (event.key === 'Escape' && picker.state.open) {
      event.preventDefault();
      return picker.dismiss();
    }
    const strong = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && strong && event.shiftKey) {
      event.preventDefault();
      submit();
      return openDialog('resolve', ticket.id);
    }
    if (event.key === 'Enter' && (strong || (enterSends && !event.shiftKey && !event.altKey))) {
      event.preventDefault();
      return submit();
    }
    if (strong && event.code === 'Slash') {
      event.preventDefault();
      return picker.show();
    }
    if (strong && event.code === 'Period') {
      event.preventDefault();
      return setMode(mode === 'reply' ? 'note' : 'reply');
    }
    if (event.key === 'Tab' && !event.shiftKey && holeAfter(text) && selectHole(event.currentTarget.selectionEnd)) event.preventDefault();
  };
  const paste = (event: ClipboardEvent): void => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    add(pasted);
  };

  if (silent) return null;
  const recipient = t('composer.to', { name: ticket.client.name, channel: channel.label[language] });
  const label = mode === 'note' ? t('mode.note') : t('mode.reply');
  return (
    <section className={`composer ${mode}-mode`} data-testid="composer-box" data-mode={mode} aria-label={label}>
      <DropZone words={mode === 'note' ? t('files.dropNote') : t('files.drop', { name: ticket.client.name })} drop={add} />
      <Warnings ticket={ticket} mode={mode} text={text} filesCount={files.length} fault={fault} others={others} toNote={() => { keepDraft(ticket.id, 'note', [draft.note, text].filter(Boolean).join('\n')); keepDraft(ticket.id, 'reply', ''); setMode('note'); }} restore={(words) => { setMode('reply'); keepDraft(ticket.id, 'reply', words); }} />
      <ModeTabs mode={mode} choose={(next) => { setMode(next); setFault(null); field.current?.focus(); }} noteDraft={draft.note !== ''} recipient={mode === 'note' ? t('note.hint') : recipient} />
      <FilesLine ticketId={ticket.id} files={files} />
      <div className="composer-body">
        {picker.state.open ? <TemplatePicker found={picker.state.found} active={picker.state.active} choose={choose} close={picker.dismiss} /> : null}
        <textarea
          ref={field}
          data-testid="composer"
          aria-label={label}
          placeholder={mode === 'note' ? t('composer.noteHere') : recipient}
          value={text}
          lang={language}
          rows={2}
          maxLength={100_000}
          onChange={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={keys}
          onPaste={paste}
          onBlur={() => watching(ticket.id, false)}
        />
      </div>
      <ComposerFoot mode={mode} channel={channel} length={length} saved={text !== ''} enterSends={enterSends} collision={mode === 'reply' && others.some((one) => one.writing)} add={add} templates={() => { field.current?.focus(); picker.show(); }} submit={submit} />
    </section>
  );
}
