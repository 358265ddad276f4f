// What the visitor asks: topic, kind, the words, and for a collective the number of people and whom to write to.
import { Checkbox, Radio, Textarea, TextInput } from '@mantine/core';
import type { TicketKind } from '#libs/contract/tickets.js';
import { TopicSelect } from '../conversation/topic-select.js';
import { useTexts } from '../texts/language.store.js';
import type { Change, Form } from './form.js';

const KINDS: TicketKind[] = ['request', 'statement', 'proposal', 'complaint'];

interface QuestionProps {
  form: Form;
  change: Change;
}

function Collective({ form, change }: QuestionProps) {
  const { t } = useTexts();
  return (
    <>
      <Checkbox
        label={t('reception.collective')}
        checked={form.collective}
        onChange={(e) => change({ collective: e.currentTarget.checked })}
      />
      {form.collective ? (
        <div className="pair">
          <TextInput
            label={t('reception.count')}
            inputMode="numeric"
            value={form.count}
            onChange={(e) => change({ count: e.currentTarget.value.replace(/\D/g, '') })}
          />
          <TextInput label={t('reception.contact')} value={form.contact} onChange={(e) => change({ contact: e.currentTarget.value })} />
        </div>
      ) : null}
    </>
  );
}

export function Question({ form, change }: QuestionProps) {
  const { t } = useTexts();
  return (
    <>
      <TopicSelect required value={form.topic} choose={(topic) => change({ topic })} testId="reception-topic" />
      <Radio.Group
        label={t('ticket.kind')}
        value={form.kind}
        onChange={(next) => change({ kind: next as TicketKind })}
        data-testid="reception-kind"
      >
        <div className="radio-line">
          {KINDS.map((one) => (
            <Radio key={one} value={one} label={t(`kind.${one}`)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t('reception.text')}
        required
        autosize
        minRows={3}
        maxRows={10}
        data-testid="reception-text"
        value={form.text}
        onChange={(e) => change({ text: e.currentTarget.value })}
      />
      <Collective form={form} change={change} />
    </>
  );
}
