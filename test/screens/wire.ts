// The wire between a browser and the product: it can be cut, go deaf in one direction, or lead to another process.
import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** deaf: words reach the server, its answers are lost (the nastiest cut: the sender can't know). */
export type WireState = 'whole' | 'deaf' | 'cut';

export class Wire {
  private readonly pairs = new Set<[net.Socket, net.Socket]>();
  private state: WireState = 'whole';
  /** Where it leads; set before the first use. */
  target = 0;

  private constructor(private readonly server: net.Server) {
    server.on('connection', (near) => this.join(near));
  }

  static async open(): Promise<Wire> {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Wire(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Whoever is connected over a deaf or cut wire must connect anew once it is whole again. */
  set(state: WireState): void {
    if (state !== 'deaf' && this.state !== state) this.breakAll();
    this.state = state;
  }

  async close(): Promise<void> {
    this.breakAll();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: net.Socket): void {
    if (this.state === 'cut') return void near.destroy();
    const far = net.connect(this.target, '127.0.0.1');
    const pair: [net.Socket, net.Socket] = [near, far];
    this.pairs.add(pair);
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => this.state === 'whole' && near.write(bytes));
    for (const socket of pair) {
      socket.on('error', () => this.drop(pair));
      socket.on('close', () => this.drop(pair));
    }
  }

  private drop(pair: [net.Socket, net.Socket]): void {
    this.pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  }

  private breakAll(): void {
    for (const pair of this.pairs) this.drop(pair);
  }
}
