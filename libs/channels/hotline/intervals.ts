// Stretches of time and what is common to them; milliseconds, half-open.

export interface Interval {
  from: number;
  to: number;
}

/** Sorted, overlaps joined, empty ones dropped. */
export function union(intervals: Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const { from, to } of intervals.filter((each) => each.to > each.from).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** Common to both. */
export function intersection(a: Interval[], b: Interval[]): Interval[] {
  return union(a.flatMap((one) => b.map((two) => ({ from: Math.max(one.from, two.from), to: Math.min(one.to, two.to) }))));
}

export function total(intervals: Interval[]): number {
  return union(intervals).reduce((sum, { from, to }) => sum + to - from, 0);
}
