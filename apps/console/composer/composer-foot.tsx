// Under the text: attach, templates, length, and the button that names where it goes.
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useRef } from 'react';
import type { ChannelDescriptor } from '#libs/contract/channels.js';
import { Icon } from '../chrome/icon.js';
import { numberOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import type { LengthState } from './limits.js';
import type { Mode } from './waiting.js';

interface FootProps {
  mode: Mode;
  channel: ChannelDescriptor;
  length: LengthState;
  saved: boolean;
  enterSends: boolean;
  collision: boolean;
  add: (files: Iterable<File>) => void;
  templates: () => void;
  submit: () => void;
}

/** The limit is shown when it comes near, not all the time. */
function Length({ length, channel }: { length: LengthState; channel: ChannelDescriptor }) {
  const { t, language } = useTexts();
  if (length.left > channel.text.maxLength / 5) return null;
  if (length.over) return <span className="chip over">{t('length.left', { n: numberOf(length.left, language) })}</span>;
  if (length.parts > 1) return <span className="chip soon">{t('length.parts', { n: length.parts })}</span>;
  return <span className="chip">{t('length.left', { n: numberOf(length.left, language) })}</span>;
}

export function ComposerFoot({ mode, channel, length, saved, enterSends, collision, add, templates, submit }: FootProps) {
  const { t, language } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const goes = channel.turns === 'letter' ? t('send.letter') : t('send.to', { channel: channel.label[language] });
  const sendText = mode === 'note' ? t('send.note') : collision ? t('collide.sendAnyway') : goes;
  return (
    <div className="composer-foot">
      <div className="tools">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          data-testid="file-input"
          onChange={(event) => {
            add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <Tooltip label={t('files.attach')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('files.attach')}
            data-testid="attach"
            onClick={() => picker.current?.click()}
          >
            <Icon name="clip" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`${t('templates.title')} (/)`}>
          <Button variant="subtle" color="gray" size="xs" h={32} px={8} data-testid="templates-open" onClick={templates}>
            <Icon name="bolt" size={16} />
            <span className="wide-only" style={{ marginLeft: 6 }}>
              {t('templates.title')}
            </span>
          </Button>
        </Tooltip>
        {mode === 'reply' ? <Length length={length} channel={channel} /> : null}
        <span className="quiet small ellipsis wide-only">
          {saved ? t('draft.saved') : enterSends ? t('composer.enterSends') : t('composer.ctrlSends')}
        </span>
      </div>
      <Button
        data-testid="send"
        className={mode === 'note' ? 'send-note' : ''}
        leftSection={<Icon name={mode === 'note' ? 'lock' : 'send'} size={16} />}
        style={{ flex: 'none' }}
        onClick={submit}
      >
        {sendText}
      </Button>
    </div>
  );
}
