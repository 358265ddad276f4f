// The stored form of a message and its attachments.

export interface StoredAttachment {
  id: string;
  name: string;
  mime: string;
  size: number;
  sha256: string;
  kind: string;
  missing: string | null;
}

export interface MessageDraft {
  ticketId: string;
  clientId: string;
  at: Date;
  direction: 'inbound' | 'outbound' | 'note';
  /** `actingFor`: the absent person whose duties the agent does. */
  author: { kind: 'client' | 'agent' | 'machine'; id: string | null; name: string | null; actingFor?: string | null };
  text: string;
  html: string | null;
  files: StoredAttachment[];
  meta: Record<string, unknown>;
  channel: string;
  accountId: string | null;
  /** Absent for notes and for words outside any conversation: a visit, a first letter of ours. */
  conversationId?: string | null;
  externalId: string | null;
  clientKey: string | null;
}

/** One line for lists: whitespace folded, 200 characters at most. */
export const previewOf = (text: string, files: { name: string }[]): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line) return [...line].slice(0, 200).join('');
  return files.length ? `📎 ${files.map((file) => file.name).join(', ')}`.slice(0, 200) : '';
};
