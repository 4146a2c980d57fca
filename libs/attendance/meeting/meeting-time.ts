const DAY = 1440;
const PARTS: readonly { pattern: RegExp; minutes: number }[] = [
  { pattern: /(?<!\d)(\d{1,6})\s*(?:h|hrs?|hours?|u|uur|uren)(?![a-z])/, minutes: 60 },
  { pattern: /(?<!\d)(\d{1,6})\s*(?:m|min|mins|minutes?|minuut|minuten)\.?(?![a-z])/, minutes: 1 },
  { pattern: /(?<!\d)(\d{1,6})\s*(?:s|sec|secs|seconds?|seconden?)\.?(?![a-z])/, minutes: 1 / 60 },
];

/**
 * How long somebody was there, in minutes: "1h 13m 42s", "1 u 13 min", "93 mins", "0:14:55" or just
 * "47". Undefined when it is none of these.
 */
export function durationOf(text: string): number | undefined {
  const plain = text.toLowerCase().trim();
  if (/^\d+([.,]\d+)?$/.test(plain)) return Number(plain.replace(',', '.'));
  const clock = /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(plain);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3]) / 60;
  const found = PARTS.map(({ pattern, minutes }) => {
    const [, count] = pattern.exec(plain) ?? [];
    return count === undefined ? undefined : Number(count) * minutes;
  });
  if (found.every((part) => part === undefined)) return undefined;
  return found.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** When somebody came and went, in minutes of the day; from the midnight before the meeting. */
export interface Stay {
  from: number;
  until: number;
}

/**
 * The time of day in "7/20/23, 4:16:29 PM", "24-11-2026 09:03:25" or "2026-11-24T09:03". Day and month
 * stand in another order everywhere, so the date is only compared with that of others.
 */
export function momentOf(text: string): { day: string; minute: number } | undefined {
  const found = /^(\S{1,40}?)[,T\s]{1,5}(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?/i.exec(
    text.trim(),
  );
  if (!found) return undefined;
  const [, day = '', hours, minutes, seconds = '0', half] = found;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  return { day, minute: hour * 60 + Number(minutes) + Number(seconds) / 60 };
}

/** A stay from two moments; one that ends on another day went on past midnight. */
export function stayOf(join: string, leave: string): Stay | undefined {
  const [from, until] = [momentOf(join), momentOf(leave)];
  if (!from || !until) return undefined;
  const end = until.minute + (until.day === from.day ? 0 : DAY);
  return end >= from.minute ? { from: from.minute, until: end } : undefined;
}

/** How long stays are together; somebody with two devices is there once. */
export function lengthOf(stays: readonly Stay[]): number {
  let length = 0;
  let reached = -Infinity;
  for (const { from, until } of [...stays].sort((a, b) => a.from - b.from)) {
    length += Math.max(0, until - Math.max(from, reached));
    reached = Math.max(reached, until);
  }
  return length;
}
