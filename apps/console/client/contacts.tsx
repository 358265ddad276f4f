// Phones, addresses and accounts of a client: copied, called, added, removed.
import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClientPatch, ClientView } from '#libs/contract/clients.js';
import { deskApi } from '../api/desk.adapter.js';
import { Icon } from '../chrome/icon.js';
import { toast, toastError } from '../chrome/toast.js';
import { useCell } from '../live/hooks.js';
import { channels } from '../live/office.store.js';
import { may } from '../session/session.store.js';
import { phoneOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

type Save = (patch: Omit<ClientPatch, 'version'>) => void;
const ICONS: Record<string, string> = { phone: 'phone', email: 'mail' };

function Identity({ one, save, ticketId }: { one: ClientView['identities'][number]; save: Save; ticketId: string | null }) {
  const { t } = useTexts();
  const known = useCell(channels);
  const calls = ticketId !== null && may('call.make') && known.some((channel) => channel.descriptor.starts === 'call');
  const channel = known.find((c) => c.descriptor.id === one.channel)?.descriptor;
  const shown = one.kind === 'phone' ? phoneOf(one.value) : one.display || one.value;
  const call = (): void =>
    void deskApi
      .callBack({ ticketId: ticketId ?? '', phone: one.value })
      .then(() => toast(t('call.begun')))
      .catch(toastError);
  return (
    <div className="row" style={{ minHeight: 28 }}>
      <Icon name={channel?.icon ?? ICONS[one.kind] ?? 'person'} size={16} />
      <span className="ellipsis grow" title={`${shown}${one.verified ? '' : ` — ${t('client.unverified')}`}`}>
        {shown}
      </span>
      {one.verified ? (
        <span className="small" style={{ color: 'var(--success)' }} title={t('client.verified')}>
          ✓
        </span>
      ) : null}
      {one.kind === 'phone' && calls ? (
        <ActionIcon variant="subtle" size={24} aria-label={t('call.to', { phone: shown })} onClick={call}>
          <Icon name="phone" size={15} />
        </ActionIcon>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('client.contactActs', { contact: shown })}>
            <Icon name="dots" size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void navigator.clipboard?.writeText(one.value)}>{t('act.copy')}</Menu.Item>
          {may('client.write') ? (
            <Menu.Item color="red" onClick={() => save({ removeIdentity: one.id })}>
              {t('act.remove')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

export function Contacts({ view, save, ticketId }: { view: ClientView; save: Save; ticketId: string | null }) {
  const { t } = useTexts();
  const [text, setText] = useState<string | null>(null);
  const add = (): void => {
    const value = text?.trim();
    setText(null);
    if (value) save(value.includes('@') ? { addEmail: value } : { addPhone: value });
  };
  return (
    <section className="client-part">
      <h3>
        {t('client.contacts')}
        {may('client.write') ? (
          <button type="button" className="link-button small" data-testid="contact-add" onClick={() => setText('')}>
            {t('act.add')}
          </button>
        ) : null}
      </h3>
      {view.identities.length === 0 && text === null ? <p className="quiet small">{t('client.noContacts')}</p> : null}
      {view.identities.map((one) => (
        <Identity key={one.id} one={one} save={save} ticketId={ticketId} />
      ))}
      {text === null ? null : (
        <TextInput
          size="xs"
          autoFocus
          aria-label={t('client.newContact')}
          placeholder={t('client.newContact')}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          onBlur={add}
          onKeyDown={(e) => (e.key === 'Enter' ? add() : e.key === 'Escape' ? setText(null) : undefined)}
        />
      )}
    </section>
  );
}
