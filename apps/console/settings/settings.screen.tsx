// Settings: channels, staff, absences, queues, topics, imports, quarantine; each section its own page.
import type { ComponentType, MouseEvent } from 'react';
import { useEffect } from 'react';
import { useCell } from '../live/hooks.js';
import { loadOffice } from '../live/office.store.js';
import { addressOf } from '../session/route.js';
import { go, route } from '../session/route.store.js';
import { may } from '../session/session.store.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { AbsencesSection } from './absences-section.js';
import { ChannelsSection } from './channels-section.js';
import { ImportsSection } from './imports-section.js';
import { QuarantineSection } from './quarantine-section.js';
import { QueuesSection } from './queues-section.js';
import './settings.css';
import { StaffSection } from './staff-section.js';
import { TopicsSection } from './topics-section.js';

/** `needs`: the act without which a section would only refuse; the others may be read by everybody who gets here. */
const SECTIONS: { id: string; text: TextKey; page: ComponentType; needs?: string }[] = [
  { id: 'channels', text: 'settings.channels', page: ChannelsSection },
  { id: 'staff', text: 'settings.staff', page: StaffSection },
  { id: 'absences', text: 'settings.absences', page: AbsencesSection, needs: 'staff.read' },
  { id: 'queues', text: 'settings.queues', page: QueuesSection },
  { id: 'topics', text: 'settings.topics', page: TopicsSection },
  { id: 'imports', text: 'settings.imports', page: ImportsSection, needs: 'client.import' },
  { id: 'quarantine', text: 'settings.quarantine', page: QuarantineSection, needs: 'channel.read' },
];

export function SettingsScreen() {
  const { t } = useTexts();
  const { id } = useCell(route);
  useEffect(() => void loadOffice(), []);
  const open = SECTIONS.filter((one) => !one.needs || may(one.needs));
  const section = open.find((one) => one.id === id) ?? open[0]!;
  const Page = section.page;
  const visit = (to: string) => (event: MouseEvent) => {
    event.preventDefault();
    go({ screen: 'settings', id: to, filter: {} });
  };
  return (
    <div className="settings" data-testid="settings">
      <nav className="settings-nav" aria-label={t('nav.settings')}>
        {open.map((one) => (
          <a
            key={one.id}
            href={addressOf({ screen: 'settings', id: one.id, filter: {} })}
            data-testid={`settings-${one.id}`}
            aria-current={one.id === section.id ? 'page' : undefined}
            onClick={visit(one.id)}
          >
            {t(one.text)}
          </a>
        ))}
      </nav>
      <div className="page">
        <header>
          <h1>{t(section.text)}</h1>
        </header>
        <Page />
      </div>
    </div>
  );
}
