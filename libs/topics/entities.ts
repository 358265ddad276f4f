// Finds numbers that name something of ours in a text: tickets, contracts, study groups.

export interface Entity {
  kind: 'ticket' | 'contract' | 'group';
  /** In the spelling we store: ОБР-2026-000123, 45/2026, ИТ-21-1. */
  value: string;
  /** Place in the text, end not included. */
  start: number;
  end: number;
}

const PATTERNS: [Entity['kind'], RegExp][] = [
  // people type the prefix in either alphabet, with or without dashes
  ['ticket', /(?<![\p{L}\p{N}])(?:ОБР|OBR)[-–— ]?(20\d{2})[-–— ]?(\d{6})(?!\d)/giu],
  [
    'contract',
    /(?<!\p{L})(?:договор\p{L}*|контракт\p{L}*|contract)\s*(?:об обучении\s*)?(?:№|n|no\.?|номер)?\s*([\p{L}\d]{0,6}[-/]?\d{2,}(?:[-/][\p{L}\d]+)*)/giu,
  ],
  ['group', /(?<!\p{L})[Гг]рупп\p{L}*\s*(?:№\s*)?[«"]?(\p{Lu}{1,5}[-– ]?\d{1,4}(?:[-–/]\d{1,3})?\p{Ll}?)(?![\p{L}\d])/gu],
];

/** Entities in the order they stand; never overlapping. */
export function entitiesIn(text: string): Entity[] {
  const found = PATTERNS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ kind, value: spell(kind, match), ...spanOf(kind, match) })),
  );
  found.sort((a, b) => a.start - b.start);
  return found.filter((entity, i) => i === 0 || entity.start >= found[i - 1].end);
}

function spell(kind: Entity['kind'], match: RegExpMatchArray): string {
  if (kind === 'ticket') return `ОБР-${match[1]}-${match[2]}`;
  return match[1].toUpperCase().replace(/[– ]/g, '-');
}

function spanOf(kind: Entity['kind'], match: RegExpMatchArray): { start: number; end: number } {
  const end = match.index! + match[0].length;
  return { start: kind === 'ticket' ? match.index! : end - match[1].length, end };
}
