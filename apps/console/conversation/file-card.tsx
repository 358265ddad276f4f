// A file in a bubble: picture, sound, or a card with its size; or why it is missing.
import { useState } from 'react';
import type { AttachmentView } from '#libs/contract/tickets.js';
import { fileUrl } from '../api/desk.adapter.js';
import { Icon } from '../chrome/icon.js';
import { sizeOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

export function FileCard({ file }: { file: AttachmentView }) {
  const { t, language } = useTexts();
  const [broken, setBroken] = useState(false);
  if (file.missing)
    return (
      <span className="file" title={file.missing}>
        <Icon name="alert" size={16} />
        <span className="ellipsis">{file.name}</span>
        <span className="quiet">{t('file.missing', { why: file.missing })}</span>
      </span>
    );
  const url = fileUrl(file.id);
  if (PICTURES.includes(file.mime) && !broken)
    return (
      <a href={url} target="_blank" rel="noreferrer" title={`${file.name}, ${sizeOf(file.size, language)}`}>
        <img className="picture" src={url} alt={file.name} loading="lazy" onError={() => setBroken(true)} />
      </a>
    );
  if (file.mime.startsWith('audio/') && !broken)
    // biome-ignore lint/a11y/useMediaCaption: a voice message has no captions
    return <audio controls preload="none" src={url} aria-label={file.name} onError={() => setBroken(true)} />;
  return (
    <a className="file" href={url} download={file.name}>
      <Icon name="file" size={16} />
      <span className="ellipsis">{file.name}</span>
      <span className="quiet" style={{ flex: 'none' }}>
        {sizeOf(file.size, language)}
      </span>
    </a>
  );
}
