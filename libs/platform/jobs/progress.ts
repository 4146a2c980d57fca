/** Hears how far something is: `done` of `of`, in whatever is counted. */
export type Progress = (done: number, of: number) => void;

interface Output {
  isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const WIDTH = 24;
const PAUSE_MS = 200;

/**
 * A progress bar for somebody who waits at a terminal, with the rate and the time that is left; where
 * nobody sees a line being written over, such as a log, a line for every tenth. `what` names the work
 * in English, `unit` what is counted.
 */
export function progressBar(what: string, unit: string, out: Output = process.stderr): Progress {
  const began = performance.now();
  let shown = -Infinity;
  let tenths = -1;
  let start: number | undefined;
  let isOver = false;
  return (done, of) => {
    if (isOver) return;
    start ??= done;
    isOver = done >= of;
    const now = performance.now();
    const text = lineOf(what, unit, { done, of, start, seconds: (now - began) / 1000 });
    if (out.isTTY) {
      if (!isOver && now - shown < PAUSE_MS) return;
      shown = now;
      out.write(`\r\x1b[K${text}${isOver ? '\n' : ''}`);
    } else {
      const tenth = of > 0 ? Math.floor((10 * done) / of) : 10;
      if (tenth === tenths && !isOver) return;
      tenths = tenth;
      out.write(`${text}\n`);
    }
  };
}

interface State {
  done: number;
  of: number;
  /** What was done already when it began: work that is taken up again. */
  start: number;
  seconds: number;
}

function lineOf(what: string, unit: string, { done, of, start, seconds }: State): string {
  const share = of > 0 ? Math.min(1, done / of) : 1;
  const full = Math.floor(share * WIDTH);
  const rate = seconds > 0 ? (done - start) / seconds : 0;
  const isOver = done >= of;
  return [
    what.padEnd(18),
    `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`,
    `${Math.floor(share * 100)} %`.padStart(6),
    ` ${number(done)} of ${number(of)} ${unit}`,
    rate > 0 ? ` ${number(rate)}/s` : '',
    isOver ? ` in ${clock(seconds)}` : rate > 0 ? ` ${clock((of - done) / rate)} left` : '',
  ].join('');
}

const number = (value: number): string => Math.round(value).toLocaleString('en');

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
