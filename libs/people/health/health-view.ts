import { aboutText, type Backlog, type FailingEvent, type JobRun, t } from '@academie/platform';

/** How something stands: all well, to be looked at, or going wrong. */
type State = 'good' | 'attention' | 'bad';

interface Line {
  what: string;
  state: State;
  text: string;
}

/** Nothing waits longer than this where all is well. Seconds. */
const USUAL_S = { mail: 120, journal: 10 };
/** From here on people notice. Seconds. */
const LONG_S = { mail: 3600, journal: 120 };
/** A worker does its shortest job every ten minutes; a third one missed is no accident. */
const WORKER_SILENT_MS = 35 * 60_000;

/** What is known of how the academie runs. */
export interface HealthFacts {
  now: Date;
  reasons: readonly string[];
  backlog: Backlog;
  failing: readonly FailingEvent[];
  runs: ReadonlyMap<string, JobRun>;
}

/** The page of how it stands: `lines` are what is looked at, the worst first; then what failed, with buttons. */
export function healthView({ now, reasons, backlog, failing, runs }: HealthFacts): object {
  const lines = [
    databaseLine(reasons),
    workerLine(now, [...runs.values()]),
    waitingLine('mail', backlog.mail),
    waitingLine('journal', backlog.journal),
    line('mail-failed', backlog.mail.failed > 0 ? 'attention' : 'good', backlog.mail.failed),
  ];
  const order: State[] = ['bad', 'attention', 'good'];
  return {
    lines: lines
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
      .map((one) => ({
        ...one,
        badge: t(`people.health.state.${one.state}`),
        kind: one.state === 'attention' ? 'warn' : one.state,
      })),
    mailFailed: backlog.mail.failed,
    failing: failing.map((event) => ({ ...event, about: aboutText('consumer', event.consumer) })),
    jobs: [...runs.values()]
      .filter(({ isDone }) => !isDone)
      .map(({ name, endedAt }) => ({ name, endedAt, about: aboutText('job', name) })),
  };
}

const line = (what: string, state: State, count = 0, age = ''): Line => ({
  what: t(`people.health.what.${what}`),
  state,
  text: t(`people.health.${what}.${state}`, { count, age }),
});

const databaseLine = (reasons: readonly string[]): Line => ({
  what: t('people.health.what.database'),
  state: reasons.length > 0 ? 'bad' : 'good',
  text:
    reasons.map((reason) => t(`people.health.reason.${reason}`)).join(' ') ||
    t('people.health.database.good'),
});

function workerLine(now: Date, runs: readonly JobRun[]): Line {
  const last = Math.max(0, ...runs.map(({ endedAt }) => endedAt.getTime()));
  return line('worker', now.getTime() - last > WORKER_SILENT_MS ? 'bad' : 'good');
}

function waitingLine(
  what: 'mail' | 'journal',
  { waiting, oldestSeconds }: { waiting: number; oldestSeconds: number },
): Line {
  const state =
    oldestSeconds > LONG_S[what] ? 'bad' : oldestSeconds > USUAL_S[what] ? 'attention' : 'good';
  return line(what, state, waiting, ageText(oldestSeconds));
}

const ageText = (seconds: number): string =>
  seconds < 7200
    ? t('people.health.minutes', { count: Math.round(seconds / 60) })
    : t('people.health.hours', { count: Math.round(seconds / 3600) });
