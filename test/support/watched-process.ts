import fs from 'node:fs';

import './web-process';

// The web process of a test that also says how long its event loop was held. Of a pause only the time counts
// in which this thread worked: on a busy machine a process waits for its turn, and that is nobody's request.

const TICK_MS = 5;
const SPENT = `/proc/self/task/${process.pid}/schedstat`;
const hasSpent = fs.existsSync(SPENT);

let longest = 0;
let seenAt = performance.now();
let spentBefore = spent(seenAt);

/** Milliseconds of processor time of this thread; of the clock where the system does not tell. */
function spent(now: number): number {
  return hasSpent ? Number(fs.readFileSync(SPENT, 'utf8').split(' ', 1)[0]) / 1e6 : now;
}

function look(): void {
  const now = performance.now();
  const spentNow = spent(now);
  longest = Math.max(longest, Math.min(now - seenAt, spentNow - spentBefore));
  seenAt = now;
  spentBefore = spentNow;
}

setInterval(look, TICK_MS);

// Any message asks for the longest since the message before.
process.on('message', () =>
  setTimeout(() => {
    look();
    process.send?.(longest);
    longest = 0;
  }, TICK_MS),
);
