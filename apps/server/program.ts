// Facts of this running program that doors need: mode, public address, the Institute's name.
import type { Said } from './said.js';

export class Program {
  instituteName: Said = { ru: 'Контактный центр', en: 'Contact centre' };

  constructor(
    readonly mode: 'demo' | 'live',
    readonly publicUrl: string,
    readonly sessionDays: number,
    readonly testClock: boolean,
  ) {}

  institute(language: 'ru' | 'en'): string {
    return this.instituteName[language];
  }
}
