// In which order a list stands when nobody chose one.

/** Who must be answered first; what is finished or searched for begins with the newest. */
export function sortOf(filter: Partial<Record<'view' | 'q' | 'client' | 'sort', string>>): string {
  if (filter.sort) return filter.sort;
  const looksBack = filter.view === 'resolved' || filter.view === 'resolved-today' || filter.view === 'today';
  return looksBack || filter.q || (filter.client && !filter.view) ? 'newest' : 'due';
}
