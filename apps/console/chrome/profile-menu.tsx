// Me: language, theme, sound, notifications, keys, sign-out.
import { Menu, SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import type { SessionView } from '#libs/contract/staff.js';
import { useCell } from '../live/hooks.js';
import { setSound, sound } from '../offers/sound.adapter.js';
import { signOut } from '../session/session.store.js';
import { initialsOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { openDialog } from './dialogs.store.js';
import { LanguageSwitch } from './language-switch.js';

const askNotifications = (): void =>
  void (typeof Notification !== 'undefined' && Notification.permission === 'default' && Notification.requestPermission());

export function ProfileMenu({ view }: { view: SessionView }) {
  const { t } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const heard = useCell(sound);
  return (
    <Menu position="bottom-end" width={280} closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          className="face small"
          style={{ border: 0, cursor: 'pointer', width: 32, height: 32 }}
          data-testid="profile"
          aria-label={t('profile.label', { name: view.agent.name })}
        >
          {initialsOf(view.agent.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown p={12}>
        <p className="strong ellipsis">{view.agent.name}</p>
        <p className="quiet small">
          {t(`role.${view.agent.role}`)}
          {view.agent.department ? ` · ${view.agent.department.name}` : ''}
        </p>
        <div className="stack" style={{ margin: '12px 0' }}>
          <LanguageSwitch wide />
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('profile.theme')}
            value={colorScheme}
            onChange={(next) => setColorScheme(next as 'light' | 'dark' | 'auto')}
            data={[
              { value: 'light', label: t('theme.light') },
              { value: 'dark', label: t('theme.dark') },
              { value: 'auto', label: t('theme.auto') },
            ]}
          />
          <Switch label={t('profile.sound')} checked={heard !== 'off'} onChange={(e) => setSound(e.currentTarget.checked ? 'on' : 'off')} />
        </div>
        <Menu.Item onClick={askNotifications}>{t('profile.notifications')}</Menu.Item>
        <Menu.Item closeMenuOnClick onClick={() => openDialog('help')} rightSection={<kbd>?</kbd>}>
          {t('help.title')}
        </Menu.Item>
        <Menu.Item closeMenuOnClick color="red" data-testid="sign-out" onClick={() => void signOut()}>
          {t('profile.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
