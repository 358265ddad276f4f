// Where words are written: a reply to the client or an internal note, two modes that cannot be mistaken.
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import type { TemplateView } from '#libs/contract/staff.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { openDialog } from '../chrome/dialogs.store.js';
import { viewing } from '../live/company.store.js';
import { watching } from '../live/feed.store.js';
import { useKeyed } from '../live/hooks.js';
import { useChannel } from '../live/office.store.js';
import { tell } from '../live/socket.adapter.js';
import { may, me } from '../session/session.store.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { ComposerFoot } from './composer-foot.js';
import { type ComposerAct, composerAct } from './composer-keys.js';
import { DropZone } from './drop-zone.js';
import { FilesLine } from './files-line.js';
import { lengthState } from './limits.js';
import { ModeTabs } from './mode-tabs.js';
import { Recipient } from './recipient.js';
import { TemplatePicker } from './template-picker.js';
import { fillTemplate, holeAfter } from './templates.js';
import { type Sending, useSending } from './use-sending.js';
import { useReplyWay } from './use-reply-way.js';
import { useTemplates } from './use-templates.js';
import { type TextField, useTextField } from './use-text-field.js';
import type { Mode } from './waiting.js';
import { Warnings } from './warnings.js';

const TYPING_EVERY_MS = 2500;

/** Values for the places of a template, by their Russian and English names. */
function placesOf(ticket: TicketView): Record<string, string> {
  const { agent, institute } = me();
  const number = numberTail(ticket.number);
  const { name } = ticket.client;
  return {
    клиент: name,
    client: name,
    name,
    номер: number,
    number,
    менеджер: agent.name,
    agent: agent.name,
    институт: institute,
    institute,
  };
}

/** Tells colleagues and, where the channel can, the client that a reply is being written. */
function useTypingNews(ticketId: string, toClient: boolean): () => void {
  const last = useRef(0);
  return () => {
    if (Date.now() - last.current < TYPING_EVERY_MS) return;
    last.current = Date.now();
    watching(ticketId, true);
    if (toClient) tell('typing', { ticketId });
  };
}

type Picker = ReturnType<typeof usePicker>;

/** The template picker tied to the field: what choosing does. */
function usePicker(ticket: TicketView, input: TextField) {
  const picker = useTemplates(input.text, input.caret);
  const choose = (template: TemplateView): void => {
    const end = input.field.current?.selectionEnd ?? input.text.length;
    const start = picker.state.start ?? input.field.current?.selectionStart ?? end;
    picker.dismiss();
    input.insert(start, end, fillTemplate(template.text, placesOf(ticket)));
  };
  return { ...picker, choose };
}

interface WritingFieldProps {
  ticket: TicketView;
  input: TextField;
  sending: Sending;
  picker: Picker;
  /** Enter alone sends. */
  enterSends: boolean;
  typed: () => void;
  placeholder: string;
}

function WritingField({ ticket, input, sending, picker, enterSends, typed, placeholder }: WritingFieldProps) {
  const { t, language } = useTexts();
  const { mode, text, field } = input;
  const acts: Record<ComposerAct, () => void> = {
    nextTemplate: () => picker.move(1),
    previousTemplate: () => picker.move(-1),
    chooseTemplate: () => picker.choose(picker.state.found[picker.state.active] as TemplateView),
    closeTemplates: picker.dismiss,
    openTemplates: picker.show,
    send: sending.submit,
    sendAndResolve: () => {
      sending.submit();
      openDialog('resolve', ticket.id);
    },
    switchMode: () => input.setMode(mode === 'reply' ? 'note' : 'reply'),
    nextHole: () => void input.selectHole(field.current?.selectionEnd ?? 0),
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey, nativeEvent } = event;
    const mood = { enterSends, picker: picker.state.open, found: picker.state.found.length > 0, hole: holeAfter(text) !== null };
    const act = composerAct({ key, code, ctrlKey, metaKey, altKey, shiftKey, composing: nativeEvent.isComposing }, mood);
    if (!act) return;
    event.preventDefault();
    acts[act]();
  };
  const type = (next: string, caret: number): void => {
    input.write(next);
    input.setCaret(caret);
    sending.setFault(null);
    if (mode === 'reply') typed();
  };
  const paste = (event: ClipboardEvent): void => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    sending.add(pasted);
  };
  return (
    <div className="composer-body">
      {picker.state.open ? (
        <TemplatePicker found={picker.state.found} active={picker.state.active} choose={picker.choose} close={picker.dismiss} />
      ) : null}
      <textarea
        ref={field}
        data-testid="composer"
        aria-label={t(`mode.${mode}`)}
        placeholder={placeholder}
        value={text}
        lang={language}
        rows={2}
        maxLength={100_000}
        onChange={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart)}
        onSelect={(event) => input.setCaret(event.currentTarget.selectionStart)}
        onKeyDown={keys}
        onPaste={paste}
        onBlur={() => watching(ticket.id, false)}
      />
    </div>
  );
}

/** Moves words between the two modes and back from a refused reply. */
function useModes(input: TextField, sending: Sending) {
  return {
    choose: (next: Mode): void => {
      input.setMode(next);
      sending.setFault(null);
      input.field.current?.focus();
    },
    toNote: (): void => {
      input.write([input.noteDraft, input.text].filter(Boolean).join('\n'), 'note');
      input.write('', 'reply');
      input.setMode('note');
    },
    restore: (words: string): void => {
      input.setMode('reply');
      input.write(words, 'reply');
    },
  };
}

export function Composer({ ticket, seenSeq }: { ticket: TicketView; seenSeq: string | null }) {
  const { t, language } = useTexts();
  const own = useChannel(ticket.channel);
  const choice = useReplyWay(ticket);
  const channel = choice.way?.channel ?? own;
  const others = useKeyed(viewing, ticket.id) ?? [];
  const input = useTextField(ticket.id);
  const sending = useSending(ticket, choice, input, seenSeq);
  const picker = usePicker(ticket, input);
  const typed = useTypingNews(ticket.id, own.typing && choice.way?.own === true);
  const modes = useModes(input, sending);
  const { mode, text } = input;
  if (['spam', 'merged'].includes(ticket.status) || !may('ticket.reply')) return null;
  const note = mode === 'note';
  const enterSends = !note && channel.turns !== 'letter';
  const recipient = choice.nowhere ? t('composer.noWay') : t('composer.to', { name: ticket.client.name, channel: channel.label[language] });
  const openTemplates = (): void => {
    input.field.current?.focus();
    picker.show();
  };
  return (
    <section className={`composer ${mode}-mode`} data-testid="composer-box" data-mode={mode} aria-label={t(`mode.${mode}`)}>
      <DropZone words={note ? t('files.dropNote') : t('files.drop', { name: ticket.client.name })} drop={sending.add} />
      <Warnings
        ticket={ticket}
        mode={mode}
        text={text}
        filesCount={sending.files.length}
        fault={sending.fault}
        others={others}
        toNote={modes.toNote}
        restore={modes.restore}
      />
      <ModeTabs mode={mode} choose={modes.choose} noteDraft={input.noteDraft !== ''}>
        <Recipient note={note} name={ticket.client.name} choice={choice} />
      </ModeTabs>
      <FilesLine ticketId={ticket.id} files={sending.files} />
      <WritingField
        ticket={ticket}
        input={input}
        sending={sending}
        picker={picker}
        enterSends={enterSends}
        typed={typed}
        placeholder={note ? t('composer.noteHere') : recipient}
      />
      <ComposerFoot
        mode={mode}
        channel={channel}
        length={lengthState(text, channel.text)}
        saved={text !== ''}
        enterSends={enterSends}
        collision={!note && others.some((one) => one.writing)}
        add={sending.add}
        templates={openTemplates}
        submit={sending.submit}
      />
    </section>
  );
}
