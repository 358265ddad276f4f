// When a wait is long enough to be shown as trouble.

const LONG_WAIT_MS = 10 * 60_000;

export const isLong = (age: number | null): boolean => age !== null && age > LONG_WAIT_MS;
