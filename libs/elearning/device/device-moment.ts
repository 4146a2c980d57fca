/** Whatever takes this long to send is the connection, not the clock. */
const LATENCY_MS = 5000;
/** What waited longer on a device is dated so long ago and no longer. */
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/**
 * When something was done, by our clock. A device that says what time it thought it was when it sent it is
 * corrected by as much as that was off. Never later than now.
 */
export function momentOn(device: { at: Date; time: Date | undefined }, now: Date): Date {
  const ahead = device.time ? device.time.getTime() - now.getTime() : 0;
  const at = device.at.getTime() - (Math.abs(ahead) < LATENCY_MS ? 0 : ahead);
  return new Date(Math.min(now.getTime(), Math.max(at, now.getTime() - LONGEST_MS)));
}
