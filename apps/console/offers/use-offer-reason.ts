// Why an offer was made to this person, or what they said when refusing it.
import { type TextKey, useTexts } from '../texts/language.store.js';

const WORDS: Record<string, TextKey> = { owner: 'offer.toOwner', transfer: 'offer.toChosen', 'least-loaded': 'offer.toLeastLoaded' };

/** A reason of the machine in words; what a person wrote stands in quotes. */
export function useOfferReason(): (reason: string) => string {
  const { t } = useTexts();
  return (reason) => {
    const key = WORDS[reason];
    return key ? t(key) : `«${reason}»`;
  };
}
