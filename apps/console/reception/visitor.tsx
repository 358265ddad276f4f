// Who the visitor is, when there is no card yet; and where the ticket will go.
import { Checkbox, Radio, Select, TextInput } from '@mantine/core';
import type { ClientCategory } from '#libs/contract/tickets.js';
import { CATEGORIES } from '../client/category.js';
import { useCell } from '../live/hooks.js';
import { queues, topics } from '../live/office.store.js';
import { useTexts } from '../texts/language.store.js';
import type { Change, Form } from './form.js';
import { tidyName } from './person-name.js';

export function NewClientFields({ form, change }: { form: Form; change: Change }) {
  const { t } = useTexts();
  return (
    <>
      <TextInput
        label={t('reception.name')}
        required
        data-testid="reception-name"
        autoComplete="off"
        value={form.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
        onBlur={() => change({ name: tidyName(form.name) })}
      />
      <div className="pair">
        <TextInput
          label={t('reception.phone')}
          data-testid="reception-phone"
          autoComplete="off"
          inputMode="tel"
          value={form.phone}
          onChange={(e) => change({ phone: e.currentTarget.value })}
        />
        <TextInput
          label={t('reception.email')}
          data-testid="reception-email"
          autoComplete="off"
          value={form.email}
          onChange={(e) => change({ email: e.currentTarget.value })}
        />
      </div>
      <Radio.Group
        label={t('client.category')}
        value={form.category}
        onChange={(next) => change({ category: next as ClientCategory })}
        data-testid="reception-category"
      >
        <div className="radio-line">
          {CATEGORIES.map((one) => (
            <Radio key={one} value={one} label={t(`category.${one}`)} />
          ))}
        </div>
      </Radio.Group>
    </>
  );
}

/** Where the ticket will go, as far as the topic tells. */
export function Aside({ form, change }: { form: Form; change: Change }) {
  const { t, language } = useTexts();
  const lines = useCell(queues);
  const topic = useCell(topics).find((one) => one.code === form.topic);
  const usual = lines.find((one) => one.code === topic?.queue);
  return (
    <aside className="card stack">
      <h2>{t('reception.route')}</h2>
      {form.client?.owner ? (
        <p>
          {t('reception.owner')}
          <br />
          <span className="strong">{form.client.owner.name}</span>
        </p>
      ) : null}
      <p>
        {topic ? (
          <>
            {topic[language]}
            <br />
            <span className="strong">{usual?.name ?? topic.queue}</span>
            {usual && usual.waiting !== null ? (
              <span className="quiet small"> · {t('transfer.queueWaits', { n: usual.waiting })}</span>
            ) : null}
          </>
        ) : (
          <span className="quiet">{t('reception.chooseTopic')}</span>
        )}
      </p>
      <Select
        label={t('reception.queue')}
        clearable
        data-testid="reception-queue"
        placeholder={t('reception.byTopic')}
        data={lines.filter((one) => one.active).map((one) => ({ value: one.code, label: one.name }))}
        value={form.queue}
        onChange={(queue) => change({ queue })}
      />
      <Checkbox label={t('reception.print')} checked={form.print} onChange={(e) => change({ print: e.currentTarget.checked })} />
    </aside>
  );
}
