// Types of ledger.js, which is plain JavaScript so that the launcher runs it without a build.
export interface Row {
  asks: string;
  part?: number;
  lacks?: string;
}
export interface Suite {
  assertionResults: { ancestorTitles: string[]; title: string; status: string }[];
}
export function readRows(): Record<string, Row>;
export function namedIn(title: string): { full: string[]; partly: string[] };
export function proved(suites: Suite[]): { proved: string[]; open: string[] };
export function printLedger(suites: Suite[], say?: (line: string) => void): void;
