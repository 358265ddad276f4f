// Ticket numbers: ОБР-YYYY-NNNNNN, the year by Europe/Moscow of registration.

export const formatNumber = (year: number, seq: number): string => `ОБР-${year}-${String(seq).padStart(6, '0')}`;

const MOSCOW_YEAR = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Moscow', year: 'numeric' });
export const numberYear = (at: Date): number => Number(MOSCOW_YEAR.format(at));

/** Reads a number as people type it: the whole, "2026-123", or only the tail; null when it is none. */
export function parseNumber(text: string): { year: number | null; seq: number } | null {
  const match = /^(?:обр|obr|j,h)?[-–—\s№#]*(?:(20\d\d)[-–—\s/]+)?0*(\d{1,7})$/iu.exec(
    text.trim().replace(/(\d)[\s\u00a0](?=\d{3}(?!\d))/gu, '$1'),
  );
  if (!match?.[2]) return null;
  return { year: match[1] ? Number(match[1]) : null, seq: Number(match[2]) };
}
