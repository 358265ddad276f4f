// The files of the message being written, each with its progress and its way out.
import { CloseButton, Loader } from '@mantine/core';
import { Icon } from '../chrome/icon.js';
import { sizeOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { type Upload, removeUpload } from './files.store.js';

export function FilesLine({ ticketId, files }: { ticketId: string; files: Upload[] }) {
  const { t, language } = useTexts();
  if (files.length === 0) return null;
  return (
    <ul className="files-line" aria-label={t('files.label')}>
      {files.map((file) => (
        <li
          key={file.key}
          className={`file ${file.state === 'failed' ? 'danger' : ''}`}
          title={file.reason ?? file.name}
          data-testid="upload"
          data-state={file.state}
        >
          {file.state === 'going' ? <Loader size={14} /> : <Icon name={file.state === 'failed' ? 'alert' : 'file'} size={16} />}
          <span className="ellipsis" style={{ maxWidth: 220 }}>
            {file.name}
          </span>
          <span className="quiet">{file.state === 'failed' ? t('files.failed') : sizeOf(file.size, language)}</span>
          <CloseButton size={24} aria-label={t('files.remove', { name: file.name })} onClick={() => removeUpload(ticketId, file.key)} />
        </li>
      ))}
    </ul>
  );
}
