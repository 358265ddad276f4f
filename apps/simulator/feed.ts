// News for the open pages of devices: told at once to everybody who listens.

export type News =
  | { kind: 'thread'; device: string; person: string; thread: unknown }
  | { kind: 'typing'; device: string; person: string }
  | { kind: 'sky'; sky: unknown };

export class Feed {
  private readonly listeners = new Set<(news: News) => void>();

  tell(news: News): void {
    for (const listener of this.listeners) listener(news);
  }

  /** Answers the way to stop. */
  listen(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
