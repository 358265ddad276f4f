// How far this machine's clock is from the server's: countdowns and ages are counted by the server's.

let skewMs = 0;

/** Remembers the server's time as given in an answer (ISO 8601). */
export function learnServerTime(iso: string): void {
  const at = Date.parse(iso);
  if (!Number.isNaN(at)) skewMs = at - Date.now();
}

/** The server's present moment in ms. */
export const serverNow = (): number => Date.now() + skewMs;
