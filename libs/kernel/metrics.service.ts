// The figures of /metrics by their public names (CONTRACT section 3); gauges are read from the database when asked.
import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Counters are incremented where things happen; `collectors` fill gauges on each scrape. */
@Injectable()
export class MetricsService {
  readonly registry = new Registry();
  private readonly collectors: (() => Promise<void>)[] = [];

  readonly inboundAccepted = this.counter('inbound_accepted_total', 'Inbound messages stored', ['channel']);
  readonly inboundDuplicates = this.counter('inbound_duplicates_total', 'Repeated provider events recognised', ['channel']);
  readonly quarantined = this.counter('quarantined_total', 'Envelopes put aside for people', ['channel']);
  readonly feedLatency = new Histogram({
    name: 'feed_latency_seconds',
    help: 'Journal row commit to socket',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [this.registry],
  });

  counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** Adds a reader that sets gauges; it runs on every scrape. */
  collect(read: () => Promise<void>): void {
    this.collectors.push(read);
  }

  async text(): Promise<string> {
    await Promise.all(this.collectors.map((read) => read().catch(() => undefined)));
    return this.registry.metrics();
  }
}
