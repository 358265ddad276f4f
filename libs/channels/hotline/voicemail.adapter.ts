// Fetches what callers said after the tone and keeps it with their ticket's message.
import { CarrierFault } from './carrier.adapter.js';
import type { Line } from './line.adapter.js';

const MOST_ATTEMPTS = 12;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 3_600_000;

const endingOf = (mime: string): string => (mime.includes('mpeg') ? 'mp3' : 'wav');

/** Each recording of the call that is not kept yet; what the provider does not give now is asked for later. */
export async function keepVoicemail(
  { book, carrier, desk, host, account }: Pick<Line, 'book' | 'carrier' | 'desk' | 'host' | 'account'>,
  sid: string,
): Promise<void> {
  const row = await book.find(sid);
  if (!row?.message_id) return;
  for (const wanted of await book.wanted(sid)) {
    try {
      const { mime, bytes } = await carrier.media(wanted.url);
      const name = `${host.text(row.language, 'hotline.voicemail.name')}.${endingOf(mime)}`;
      const { sha256, size } = await host.putFile({ name, mime, bytes });
      await desk.attach(row.message_id, { sha256, name, mime, size });
      await book.keptRecording(wanted);
    } catch (error) {
      const later = Math.min(FIRST_RETRY_MS * 2 ** wanted.attempts, LONGEST_RETRY_MS);
      const forGood = error instanceof CarrierFault && (error.status === 400 || error.status === 413);
      host.log.warn({ err: error, account: account.name, call: sid }, 'a voicemail could not be fetched');
      if (forGood || wanted.attempts >= MOST_ATTEMPTS) await book.keptRecording(wanted);
      else await book.retryRecording(wanted, later);
    }
  }
}
