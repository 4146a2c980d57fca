import { setImmediate } from 'node:timers/promises';

/** A request that works longer than this lets others go first. */
const TURN_MS = 20;

/**
 * For work that may take long in one request: `await share.pass()` between its parts, often, lets the others who
 * wait for this process go first once the work has had its turn.
 */
export class FairShare {
  private until = performance.now() + TURN_MS;

  async pass(): Promise<void> {
    if (performance.now() < this.until) return;
    await setImmediate();
    this.until = performance.now() + TURN_MS;
  }
}
