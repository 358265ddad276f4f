// The catalogues of config/texts.*.yaml in memory; channels add their own; the settings screen may replace a sentence.
import { Injectable } from '@nestjs/common';
import { type Catalogue, fill, type Language } from './texts.js';

/** `say` never fails: a missing key is said as the key itself and found by the catalogue test. */
@Injectable()
export class TextsService {
  constructor(private readonly catalogues: Record<Language, Catalogue>) {}

  say(language: Language, key: string, facts: Record<string, string | number> = {}): string {
    return fill(this.catalogues[language][key] ?? this.catalogues.ru[key] ?? key, facts);
  }

  /** Adds a channel's own sentences under "<id>.". */
  add(prefix: string, texts: Record<Language, Catalogue>): void {
    for (const language of ['ru', 'en'] as const)
      for (const [key, text] of Object.entries(texts[language] ?? {})) this.catalogues[language][`${prefix}.${key}`] ??= text;
  }
}
