import type { NewMark } from './new-mark';

/** Whatever takes this long to send is the connection, not the clock. */
const LATENCY_MS = 5000;
const DAY_MS = 86_400_000;

/** A mark, dated by our clock. */
export interface DatedMark extends NewMark {
  /** How far the device's clock was ahead of ours, in whole seconds; null when it was right. */
  clockOffSeconds: number | null;
}

/**
 * Dates marks by our clock. A device that says what time it thought it was when it sent them
 * (`deviceTime`) is corrected by as much as that was off, ahead or behind, so that marks of several
 * devices keep the order in which they were made. Without it a mark that lies ahead is dated
 * now, since nobody can have seen a thing later than that. What is more than a day ahead even so stays
 * as it is, to be refused.
 */
export function correctDeviceClock(
  marks: readonly NewMark[],
  now: Date,
  deviceTime?: Date,
): DatedMark[] {
  const ahead = deviceTime ? deviceTime.getTime() - now.getTime() : 0;
  const offset = Math.abs(ahead) < LATENCY_MS ? 0 : ahead;
  return marks.map((mark) => {
    const said = mark.occurredAt.getTime();
    const at = said - offset;
    const later = at - now.getTime();
    const ours = later > 0 && later <= DAY_MS ? now.getTime() : at;
    return {
      ...mark,
      occurredAt: new Date(ours),
      clockOffSeconds: Math.abs(said - ours) < LATENCY_MS ? null : Math.round((said - ours) / 1000),
    };
  });
}
