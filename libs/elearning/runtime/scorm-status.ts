import type { ScoRules } from '../manifest/package-manifest';

/** What a package says of one of its parts, in words that are the same for both editions. */
export interface ScormStanding {
  status: 'not_attempted' | 'incomplete' | 'completed' | 'passed' | 'failed';
  /** Percentage; null when it gives none. */
  score: number | null;
  /** Of this session. */
  seconds: number;
  /** Whether this part is done: a failed one never is, and one that is only open or keeps data neither. */
  isDone: boolean;
  /** Whether it was left to go on another time. */
  isSuspended: boolean;
}

type Data = Readonly<Record<string, unknown>>;

/** SCORM 1.2: one status. With a mastery score it is the score that decides (RTE, lesson_status). */
export function standing12(cmi: Data, rules: ScoRules | undefined): ScormStanding {
  const core = dataIn(cmi, 'core');
  const said = textIn(core, 'lesson_status');
  const score = percentage(dataIn(core, 'score'));
  const mastery = rules?.passingScore ?? null;
  const judged =
    mastery !== null && score !== null && ['passed', 'completed', 'failed'].includes(said);
  const status = judged ? (score >= mastery ? 'passed' : 'failed') : known12(said);
  return {
    status,
    score: score === null ? null : Math.round(score),
    seconds: secondsOfTime(textIn(core, 'session_time')),
    isDone: status === 'passed' || status === 'completed',
    isSuspended: textIn(core, 'exit') === 'suspend',
  };
}

/**
 * SCORM 2004: completion and success are two things (RTE, sections 4.2.4 and 4.2.22). A threshold in the
 * manifest decides where there is a measure. Passed counts as done unless it says that it is not complete.
 */
export function standing2004(cmi: Data, rules: ScoRules | undefined): ScormStanding {
  const scoreData = dataIn(cmi, 'score');
  const scaled = numberIn(scoreData, 'scaled');
  const measure = numberIn(cmi, 'progress_measure');
  const passing = rules?.passingScore ?? null;
  const threshold = rules?.completionThreshold ?? null;
  let completion = textIn(cmi, 'completion_status');
  let success = textIn(cmi, 'success_status');
  if (threshold !== null) {
    if (measure !== null) completion = measure >= threshold ? 'completed' : 'incomplete';
  }
  if (passing !== null) {
    if (scaled !== null) success = scaled >= passing ? 'passed' : 'failed';
    else if (success !== 'failed') success = 'unknown';
  }
  const isComplete =
    completion === 'completed' || (completion !== 'incomplete' && success === 'passed');
  const score = scaled === null ? percentage(scoreData) : scaled * 100;
  const status =
    success === 'failed'
      ? 'failed'
      : isComplete
        ? success === 'passed'
          ? 'passed'
          : 'completed'
        : completion === 'incomplete' || success === 'passed'
          ? 'incomplete'
          : 'not_attempted';
  return {
    status,
    score: score === null ? null : Math.round(Math.min(100, Math.max(0, score))),
    seconds: secondsOfDuration(textIn(cmi, 'session_time')),
    isDone: status === 'passed' || (status === 'completed' && passing === null),
    isSuspended: textIn(cmi, 'exit') === 'suspend',
  };
}

const known12 = (said: string): ScormStanding['status'] => {
  if (said === 'passed' || said === 'completed' || said === 'failed') return said;
  return said === 'incomplete' || said === 'browsed' ? 'incomplete' : 'not_attempted';
};

/** From 0 to 100, however the package counts. */
function percentage(score: Data): number | null {
  const raw = numberIn(score, 'raw');
  if (raw === null) return null;
  const min = numberIn(score, 'min') ?? 0;
  const max = numberIn(score, 'max') ?? 100;
  const share = max > min ? ((raw - min) * 100) / (max - min) : raw;
  return Math.min(100, Math.max(0, share));
}

/** "0012:30:05.5" */
function secondsOfTime(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^(\d{1,4}):(\d{1,2}):(\d{1,2})(?:\.\d{1,2})?$/.exec(text) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** "P1DT2H3M4.5S"; years and months, which have no length, are left out. */
function secondsOfDuration(text: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^P(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d{1,6})?S)?)?$/.exec(
      text,
    ) ?? [];
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const dataIn = (data: Data, name: string): Data => {
  const found = data[name];
  return typeof found === 'object' && found !== null ? (found as Data) : {};
};
const textIn = (data: Data, name: string): string => {
  const found = data[name];
  return typeof found === 'string' ? found.trim() : '';
};
function numberIn(data: Data, name: string): number | null {
  const found = data[name];
  if (typeof found === 'number') return Number.isFinite(found) ? found : null;
  if (typeof found !== 'string' || !/^-?\d{1,9}(?:\.\d{1,12})?$/.test(found.trim())) return null;
  return Number(found);
}
