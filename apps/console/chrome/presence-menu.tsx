// My presence as the server knows it, with its age, and the menu that changes it.
import { Menu } from '@mantine/core';
import type { PresenceState, SessionView } from '#libs/contract/staff.js';
import { useNow } from '../live/hooks.js';
import { setPresence } from '../session/session.store.js';
import { timerOf } from '../texts/format.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { Icon } from './icon.js';
import { toastError } from './toast.js';

export const PRESENCE_TEXT: Record<PresenceState, TextKey> = {
  online: 'presence.online',
  busy: 'presence.busy',
  away: 'presence.away',
  offline: 'presence.offline',
  'wrap-up': 'presence.wrapUp',
};
/** What a person may choose; the reason is kept with the state. */
const CHOICES: { state: Exclude<PresenceState, 'wrap-up'>; text: TextKey; reason?: TextKey }[] = [
  { state: 'online', text: 'presence.online' },
  { state: 'busy', text: 'presence.busy' },
  { state: 'away', text: 'presence.away' },
  { state: 'away', text: 'presence.lunch', reason: 'presence.lunch' },
  { state: 'away', text: 'presence.training', reason: 'presence.training' },
  { state: 'offline', text: 'presence.offline' },
];

export function PresenceMenu({ presence }: { presence: SessionView['presence'] }) {
  const { t } = useTexts();
  const now = useNow(1000);
  // a chosen reason names a break; why the server signed one off stands in the hint
  const label = (presence.state !== 'offline' && presence.reason) || t(PRESENCE_TEXT[presence.state]);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className="top-chip"
          data-testid="presence"
          data-state={presence.state}
          title={presence.reason ?? undefined}
          aria-label={t('presence.label', { state: label })}
        >
          <span className={`dot ${presence.state}`} />
          <span className="ellipsis" style={{ maxWidth: 140 }}>
            {label}
          </span>
          <span className="quiet wide-only">{timerOf(now - Date.parse(presence.since))}</span>
          <Icon name="down" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {CHOICES.map((choice) => (
          <Menu.Item
            key={choice.text}
            leftSection={<span className={`dot ${choice.state}`} style={{ display: 'inline-block' }} />}
            data-testid={`presence-${choice.reason ? choice.text.split('.')[1] : choice.state}`}
            onClick={() => void setPresence(choice.state, choice.reason ? t(choice.reason) : undefined).catch(toastError)}
          >
            {t(choice.text)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
