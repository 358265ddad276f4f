// The sheet of keys: letters of both layouts side by side.
import { Modal } from '@mantine/core';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { closeDialog } from './dialogs.store.js';

const KEYS: [string, TextKey][] = [
  ['Ctrl K', 'help.palette'],
  ['J О ↓ · K Л ↑', 'help.move'],
  ['M Ь', 'help.take'],
  ['R К', 'help.reply'],
  ['N Т', 'help.note'],
  ['A Ф', 'help.transfer'],
  ['E У', 'help.resolve'],
  ['S Ы', 'help.snooze'],
  ['T Е', 'help.topic'],
  ['D В', 'help.duplicate'],
  ['C С', 'help.newTicket'],
  ['/ .', 'help.search'],
  ['. Ю', 'help.apply'],
  ['] Ъ', 'help.panel'],
  ['Z Я', 'help.undo'],
  ['F8', 'help.accept'],
  ['Ctrl ↵', 'help.send'],
  ['Ctrl Shift ↵', 'help.sendResolve'],
  ['Ctrl .', 'help.mode'],
  ['/ · Ctrl /', 'help.templates'],
  ['Alt ↓ · Alt ↑', 'help.moveTyping'],
  ['Esc', 'help.back'],
  ['?', 'help.title'],
];

export function HelpDialog() {
  const { t } = useTexts();
  return (
    <Modal
      opened
      onClose={closeDialog}
      title={<span className="strong">{t('help.title')}</span>}
      size="lg"
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <table>
        <tbody>
          {KEYS.map(([keys, text]) => (
            <tr key={text}>
              <td style={{ whiteSpace: 'nowrap' }}>
                <kbd>{keys}</kbd>
              </td>
              <td>{t(text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
