// What the launcher tells the person at the terminal: one line per step, and what to do when a step fails.

/** A failure whose message already says what to do; it is printed without a stack. */
export class LaunchError extends Error {}

const started = performance.now();

export function say(line) {
  process.stdout.write(`${line}\n`);
}

export function seconds(since = started) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** Shows `label… N s` while `work` runs (a moving line on a terminal, a line every 10 s elsewhere), then how long it took. */
export async function step(label, work, { quietUnderMs = 0 } = {}) {
  const since = performance.now();
  const live = process.stdout.isTTY;
  const tick = setInterval(
    () => {
      const line = `  ${label}… ${Math.round((performance.now() - since) / 1000)} s`;
      process.stdout.write(live ? `\r${line}` : `${line}\n`);
    },
    live ? 1000 : 10_000,
  );
  const clear = () => {
    clearInterval(tick);
    if (live) process.stdout.write('\r\x1b[K');
  };
  try {
    const detail = await work();
    clear();
    if (performance.now() - since >= quietUnderMs) say(`  ${label}: ${typeof detail === 'string' ? `${detail}, ` : ''}${seconds(since)}`);
    return detail;
  } catch (failure) {
    clear();
    say(`  ${label}: failed after ${seconds(since)}`);
    throw failure;
  }
}

/** Runs a command of the launcher; a LaunchError becomes its sentence and exit code 1. */
export async function command(main) {
  try {
    await main();
  } catch (failure) {
    process.stderr.write(`\n${explain(failure)}\n`);
    process.exit(1);
  }
}

function explain(failure) {
  if (failure instanceof LaunchError) return failure.message;
  const place = failure.path ? ` (${failure.path})` : '';
  if (failure.code === 'ENOSPC') return `The disk is full${place}. Free some space and run the command again.`;
  if (failure.code === 'EACCES' || failure.code === 'EPERM' || failure.code === 'EROFS') {
    return `No permission to write${place}. Give this user the rights to it and run the command again.`;
  }
  return failure.stack ?? String(failure);
}
