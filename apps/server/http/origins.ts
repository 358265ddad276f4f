// Which pages may write: our public address and, on a loopback listener, its local names (CONTRACT section 3).

/** An absent Origin (a script, a server) is accepted; a foreign one is not. */
export class Origins {
  private readonly accepted: Set<string>;

  constructor(publicUrl: string, host: string, port: () => number) {
    this.accepted = new Set([new URL(publicUrl).origin]);
    const loopback = host === '127.0.0.1' || host === 'localhost' || host === '::1';
    this.local = loopback ? () => ['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:${port()}`) : () => [];
  }

  private readonly local: () => string[];

  accepts(origin: string | undefined): boolean {
    return origin === undefined || this.accepted.has(origin) || this.local().includes(origin);
  }
}
