import type { MarkSource, MarkValue } from './mark-value';

/** A mark as a device sends it. */
export interface NewMark {
  /** Chosen by the device; the same one again changes nothing. */
  clientId: string;
  enrolmentId: string;
  value: MarkValue;
  minutes?: number | undefined;
  source: MarkSource;
  /** When it was seen, by the clock of the device. */
  occurredAt: Date;
}
