// The demo's outside world for as long as the program runs: stand-ins that were killed come back with accounts of their own.
import type { DemoAccount } from './accounts.js';
import { type Simulator, type SimulatorUrls, startSimulator } from './simulator.adapter.js';

export class StandIns {
  private stopping = false;

  private constructor(
    private readonly urls: SimulatorUrls,
    private readonly say: (line: string) => void,
    private simulator: Simulator,
  ) {}

  static async start(urls: SimulatorUrls, say: (line: string) => void): Promise<StandIns> {
    return new StandIns(urls, say, await startSimulator(urls));
  }

  get pageUrl(): string {
    return this.simulator.pageUrl;
  }
  get accounts(): DemoAccount[] {
    return this.simulator.accounts;
  }

  /** `seat` puts the accounts of the new stand-ins in the place of the old ones: their addresses and secrets are others. */
  keep(seat: () => Promise<void>): void {
    this.simulator.onGone(() => void this.again(seat).catch((error: Error) => this.say(error.message)));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.simulator.stop();
  }

  private async again(seat: () => Promise<void>): Promise<void> {
    if (this.stopping) return;
    this.say(
      '[demo] имитация внешнего мира прервана извне, запускаем её снова / the stand-ins were ended from outside; starting them again',
    );
    this.simulator = await startSimulator(this.urls);
    if (this.stopping) return this.simulator.stop();
    await seat();
    this.keep(seat);
  }
}
