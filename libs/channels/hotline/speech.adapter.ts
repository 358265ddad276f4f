// What every page needs: the request it answers, and the line's voice in the caller's language.
import { fill } from '#libs/kernel/texts.js';
import type { CallRow } from './call-book.adapter.js';
import type { Line } from './line.adapter.js';
import type { Form } from './signature.js';
import type { Language, Spoken } from './texts.js';
import { farewellTwiml, type Voice } from './twiml.js';

/** One verified request. */
export interface Asked {
  line: Line;
  /** Key of the call: the caller's CallSid, or our own for a call that staff make. */
  call: string;
  query: Record<string, string>;
  /** The query as it came. */
  search: string;
  form: Form;
  raw: Buffer;
}
export type Answer = (asked: Asked, row: CallRow | null) => Promise<string | null>;

export function voiceOf({ host }: Line, language: Language): Voice {
  const text = ({ key, own, facts, spokenIn }: Spoken) =>
    own ? fill(own[spokenIn ?? language], facts) : host.text(spokenIn ?? language, `hotline.${key}`, facts);
  return { language, text };
}

export const languageOf = ({ account }: Line): Language => account.settings.language ?? account.language;

/** Says the sentences and ends the call. */
export const said = (line: Line, row: CallRow | null, ...keys: Spoken['key'][]): string =>
  farewellTwiml(
    voiceOf(line, row?.language ?? languageOf(line)),
    keys.map((key) => ({ key })),
  );

/** The caller's number as the provider tells it; null when it is withheld. */
export const phoneOf = (form: Form): string | null => (/^\+\d{5,15}$/.test(form.From ?? '') ? form.From! : null);

/** Music for those who wait or are on hold. */
export const musicOf = (line: Line): string => line.account.settings.music ?? line.page('music.wav', {});
