import { Injectable } from '@nestjs/common';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Counters in Prometheus form; `/metrics` shows them. */
@Injectable()
export class Metrics {
  readonly registry = Registry.merge([processMetrics()]);
  readonly requests = new Histogram({
    name: 'academie_request_seconds',
    help: 'Time to answer, by method, pattern of the route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 5],
    registers: [this.registry],
  });
  private readonly before: (() => Promise<void>)[] = [];
  readonly refusals = new Counter({
    name: 'academie_refusals_total',
    help: 'Commands refused, by code',
    labelNames: ['code'],
    registers: [this.registry],
  });

  /** A figure that goes up and down, by these labels. */
  gauge<Label extends string = string>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** Figures that are looked up when they are asked for. */
  beforeShowing(look: () => Promise<void>): void {
    this.before.push(look);
  }

  /** All figures as Prometheus text. */
  async text(): Promise<string> {
    for (const look of this.before) await look();
    return this.registry.metrics();
  }
}

let known: Registry | undefined;

/**
 * Memory, event loop and garbage collection of this process. Collected once, also when a process has
 * several applications: each collection keeps a timer of 10 ms and an observer until the process ends.
 */
function processMetrics(): Registry {
  if (!known) {
    known = new Registry();
    collectDefaultMetrics({ register: known });
  }
  return known;
}
