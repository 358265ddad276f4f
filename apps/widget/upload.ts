// Hands one file to the server with progress, and says in words why it was refused.
import type { Chat } from './chat.js';
import { freshKey } from './key.js';
import type { Say } from './texts.js';
import type { TakenFile } from './wire.js';

export interface Upload {
  id: string;
  name: string;
  size: number;
  percent: number;
  taken?: TakenFile;
  error?: string;
}

/** Why a file can't go, before it is read; null when it can. */
export function refusal(file: { name: string; size: number }, limits: { fileBytes: number; fileTypes: string[] }, say: Say): string | null {
  const ending = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase();
  if (file.size > limits.fileBytes) return say('file.size', { name: file.name, megabytes: limits.fileBytes / 1024 / 1024 });
  return ending && limits.fileTypes.includes(ending) ? null : say('file.type', { name: file.name });
}

/** Calls `report` as it goes and once at the end, with `taken` or `error`. The body is the file itself. */
export function upload(file: File, chat: Chat, say: Say, report: (upload: Upload) => void): () => void {
  const { token } = chat;
  const state: Upload = { id: freshKey(), name: file.name, size: file.size, percent: 0 };
  const wrong = chat.settings && refusal(file, chat.settings.limits, say);
  if (wrong || !token) {
    report({ ...state, error: wrong ?? say('file.offline', { name: file.name }) });
    return () => undefined;
  }
  const request = new XMLHttpRequest();
  request.open('POST', '/channels/chat/files');
  request.responseType = 'json';
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('x-chat-token', token);
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
  request.upload.onprogress = ({ loaded, total }) => report({ ...state, percent: Math.floor((loaded / total) * 100) });
  request.onerror = () => report({ ...state, error: say('file.offline', { name: file.name }) });
  request.onload = () => {
    const { response, status } = request as { response: (TakenFile & { error?: { message: string } }) | null; status: number };
    if (status === 201 && response)
      report({ ...state, percent: 100, taken: { file: response.file, name: response.name, size: response.size, mime: response.mime } });
    else
      report({ ...state, error: response?.error ? `«${file.name}»: ${response.error.message}` : say('file.failed', { name: file.name }) });
  };
  report(state);
  request.send(file);
  return () => request.abort();
}
