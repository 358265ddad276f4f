// Personal reception: a channel without transport; the reception desk's form registers what people say.
import { z } from 'zod';
import type { Channel, SendOutcome } from '../channel.js';

const WalkInSettings = z.object({}).strict();
type WalkInSettings = z.infer<typeof WalkInSettings>;

export const channel: Channel<WalkInSettings> = {
  descriptor: {
    id: 'walk-in',
    label: { ru: 'Личный приём', en: 'Walk-in' },
    icon: 'person',
    turns: 'visit',
    live: true,
    weight: 0.5,
    text: { maxLength: 20_000, splits: false, markup: 'plain' },
    files: { maxBytes: 20 * 1024 * 1024, maxCount: 20 },
    buttons: false,
    edits: false,
    marks: 'none',
    typing: false,
    starts: 'none',
    identity: 'account',
  },
  settings: WalkInSettings,
  labels: { ru: {}, en: {} },
  secrets: [],
  fromEnvironment: () => [],
  async open(account, host) {
    const reason = (language: 'ru' | 'en') => host.text(language, 'walk-in.spoken');
    return {
      send: async (): Promise<SendOutcome> => ({ state: 'failed', reason: reason(account.language), parts: [] }),
      close: async () => undefined,
    };
  },
  texts: {
    ru: { spoken: 'Личный приём: ответ даётся устно или другим каналом.' },
    en: { spoken: 'Walk-in: the answer is given in person or through another channel.' },
  },
};
