import {
  aboutText,
  type Backlog,
  type FailingEvent,
  type HealthLine,
  type HealthState,
  type JobRun,
  mediumMoment,
  t,
} from '@academie/platform';

/** Nothing waits longer than this where all is well. Seconds. */
const USUAL_S = { mail: 120, journal: 10 };
/** From here on people notice. Seconds. */
const LONG_S = { mail: 3600, journal: 120 };
/** A worker has jobs of every minute; one that takes long holds up the others for some of them. */
const WORKER_SILENT_MS = 10 * 60_000;
/** Four of the largest packages that may come in. */
const ROOM_BYTES = 2_000_000_000;

/** What is known of how the academie runs. */
export interface HealthFacts {
  now: Date;
  reasons: readonly string[];
  /** What does not work while the rest does. */
  impairments: readonly string[];
  freeBytes: number;
  backlog: Backlog;
  failing: readonly FailingEvent[];
  runs: ReadonlyMap<string, JobRun>;
  /** What other libs say of theirs. */
  others: readonly HealthLine[];
}

/** The page of how it stands: `lines` are what is looked at, the worst first; then what failed, with buttons. */
export function healthView(facts: HealthFacts): object {
  const { now, reasons, backlog, failing } = facts;
  const runs = [...facts.runs.values()];
  const failed = runs.filter(({ isDone }) => !isDone);
  const lines = [
    databaseLine(reasons),
    filesLine(facts),
    workerLine(now, runs),
    {
      ...line('jobs', failed.length > 0 ? 'attention' : 'good', failed.length),
      href: '/beheer/vanzelf',
    },
    mailLine(backlog.mail),
    waitingLine('journal', backlog.journal),
    line('mail-failed', backlog.mail.failed > 0 ? 'attention' : 'good', backlog.mail.failed),
    ...facts.others,
  ];
  const order: HealthState[] = ['bad', 'attention', 'good'];
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
    jobs: failed.map(({ name, endedAt }) => ({ name, endedAt, about: aboutText('job', name) })),
  };
}

const line = (what: string, state: HealthState, count = 0, age = ''): HealthLine => ({
  what: t(`people.health.what.${what}`),
  state,
  text: t(`people.health.${what}.${state}`, { count, age }),
});

const databaseLine = (reasons: readonly string[]): HealthLine => ({
  what: t('people.health.what.database'),
  state: reasons.length > 0 ? 'bad' : 'good',
  text:
    reasons.map((reason) => t(`people.health.reason.${reason}`)).join(' ') ||
    t('people.health.database.good'),
});

function filesLine({ impairments, freeBytes }: HealthFacts): HealthLine {
  const what = t('people.health.what.files');
  if (impairments.length > 0) return { what, state: 'bad', text: t('people.health.files.bad') };
  if (freeBytes > ROOM_BYTES) return { what, state: 'good', text: t('people.health.files.good') };
  const megabytes = Math.round(freeBytes / 1_000_000);
  return { what, state: 'attention', text: t('people.health.files.attention', { megabytes }) };
}

function workerLine(now: Date, runs: readonly JobRun[]): HealthLine {
  const what = t('people.health.what.worker');
  const last = runs.map(({ endedAt }) => endedAt).sort((a, b) => b.getTime() - a.getTime())[0];
  if (!last) return { what, state: 'bad', text: t('people.health.worker.never') };
  const when = mediumMoment(last);
  if (now.getTime() - last.getTime() <= WORKER_SILENT_MS)
    return { what, state: 'good', text: t('people.health.worker.good', { when }) };
  return { what, state: 'bad', text: t('people.health.worker.bad', { when }) };
}

function mailLine(mail: Backlog['mail']): HealthLine {
  const found = { ...waitingLine('mail', mail), href: '/beheer/postvak' };
  if (found.state === 'good' || !mail.lastError) return found;
  return {
    ...found,
    text: `${found.text} ${t('people.health.mail.error', { error: mail.lastError })}`,
  };
}

function waitingLine(
  what: 'mail' | 'journal',
  { waiting, oldestSeconds }: { waiting: number; oldestSeconds: number },
): HealthLine {
  const state =
    oldestSeconds > LONG_S[what] ? 'bad' : oldestSeconds > USUAL_S[what] ? 'attention' : 'good';
  return line(what, state, waiting, ageText(oldestSeconds));
}

const ageText = (seconds: number): string =>
  seconds < 7200
    ? t('people.health.minutes', { count: Math.round(seconds / 60) })
    : t('people.health.hours', { count: Math.round(seconds / 3600) });
