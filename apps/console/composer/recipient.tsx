// To whom and through what: always in sight; a menu where the client can be reached in several ways.
import { Menu } from '@mantine/core';
import { Icon } from '../chrome/icon.js';
import { useTexts } from '../texts/language.store.js';
import type { WayChoice } from './use-reply-way.js';

function Ways({ ways, way, choose }: WayChoice) {
  const { t, language } = useTexts();
  if (!way) return null;
  if (ways.length === 1) return <span className="through">{way.channel.label[language]}</span>;
  return (
    <Menu position="top-end">
      <Menu.Target>
        <button type="button" className="link-button through" data-testid="reply-channel" aria-label={t('composer.through')}>
          {way.channel.label[language]} <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('composer.through')}</Menu.Label>
        {ways.map(({ channel, address }) => (
          <Menu.Item
            key={channel.id}
            leftSection={<Icon name={channel.icon} size={16} />}
            rightSection={channel.id === way.channel.id ? '✓' : null}
            onClick={() => choose(channel.id)}
          >
            {channel.label[language]}
            {address ? <span className="quiet small"> · {address}</span> : null}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Recipient({ note, name, choice }: { note: boolean; name: string; choice: WayChoice }) {
  const { t } = useTexts();
  const { way, nowhere } = choice;
  if (note) return <span className="to">{t('note.hint')}</span>;
  if (nowhere)
    return (
      <span className="to danger" data-testid="no-way">
        {t('composer.noWay')}
      </span>
    );
  const whom = t('composer.whom', { name: way?.address ? `${name}, ${way.address}` : name });
  return (
    <span className="to" data-testid="recipient">
      <span className="ellipsis" title={whom}>
        {whom}
      </span>
      <span aria-hidden="true">·</span>
      <Ways {...choice} />
    </span>
  );
}
