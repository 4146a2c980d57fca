import type { AuRules } from '../manifest/package-manifest';
import { activitiesIn, VOIDED, type XapiStatement } from '../xapi/statement';
import { isSameStatement } from '../xapi/same-statement';
import { demand, XapiError } from '../xapi/xapi-error';
import {
  CATEGORY,
  type Cmi5Verb,
  type LaunchMode,
  MOVE_ON_CATEGORY,
  SESSION,
  verbOf,
} from './cmi5-terms';

/** A session as its statements change it. */
export interface SessionState {
  id: string;
  registrationId: string;
  mode: LaunchMode;
  initialized: boolean;
  ended: boolean;
  /** What this session said: completed, passed, failed. */
  said: Set<Cmi5Verb>;
  /** What any session of this registration said of the unit. */
  everSaid: Set<Cmi5Verb>;
}

/** What a session may say, and of whom. */
export interface SessionScope {
  actor: XapiStatement['actor'];
  activityId: string;
  rules: AuRules;
}

const JUDGED = new Set<Cmi5Verb>(['completed', 'passed', 'failed']);

/** Whether a statement is one that cmi5 defines; the others are allowed, and decide nothing (section 7.1.3). */
export const isDefined = (statement: XapiStatement): boolean =>
  activitiesIn(statement, 'category').some(({ id }) => id === CATEGORY);

/**
 * Whether a session may say this now, and what it makes of the session. Returns the verb when it is one that
 * cmi5 defines.
 * @throws XapiError 400, 403
 */
export function accept(
  session: SessionState,
  { actor, activityId, rules }: SessionScope,
  statement: XapiStatement,
): Cmi5Verb | undefined {
  const forbid = (what: string): never => {
    throw new XapiError(403, what);
  };
  demand(statement.id !== undefined, 'a statement of cmi5 has an id');
  demand(statement.timestamp !== undefined, 'a statement of cmi5 has a timestamp');
  if (session.ended) forbid('the session has ended');
  const probe = { actor, verb: { id: 'x:x' }, object: {} };
  if (!isSameStatement({ ...probe, actor: statement.actor }, probe)) forbid('another actor');
  if (statement.context?.registration?.toLowerCase() !== session.registrationId)
    forbid('another registration');
  if (statement.context?.extensions?.[SESSION] !== session.id) forbid('another session');
  const verb = verbOf(statement.verb.id);
  if (!isDefined(statement)) {
    if (!session.initialized) forbid('initialized comes first');
    if (activitiesIn(statement, 'category').some(({ id }) => id === MOVE_ON_CATEGORY))
      forbid('moveon is for statements that cmi5 defines');
    return undefined;
  }
  if (statement.verb.id === VOIDED) forbid('a unit voids nothing of cmi5');
  if (!verb || ['launched', 'abandoned', 'waived', 'satisfied'].includes(verb))
    return forbid('no verb of a unit');
  if (statement.object.id !== activityId) forbid('another activity');
  if (!activitiesIn(statement, 'grouping').some(({ id }) => id === rules.publisherId))
    forbid('the context template was left out');
  const isJudged = JUDGED.has(verb);
  if (activitiesIn(statement, 'category').some(({ id }) => id === MOVE_ON_CATEGORY) !== isJudged)
    forbid('moveon belongs with completed, passed and failed');
  if (verb === 'initialized') {
    if (session.initialized) forbid('it was initialized before');
    session.initialized = true;
    return verb;
  }
  if (!session.initialized) forbid('initialized comes first');
  if (verb === 'terminated') {
    demand(statement.result?.duration !== undefined, 'terminated has a duration');
    session.ended = true;
    return verb;
  }
  if (session.mode !== 'Normal') forbid(`nothing is judged in ${session.mode}`);
  checkJudged(session, rules, verb, statement);
  session.said.add(verb);
  session.everSaid.add(verb);
  return verb;
}

// Completed and passed once in a registration; passed or failed once in a session, and no failing after passing.
function checkJudged(
  { said, everSaid }: SessionState,
  { masteryScore }: AuRules,
  verb: Cmi5Verb,
  { result = {} }: XapiStatement,
): void {
  const { success, completion, duration, score } = result;
  demand(duration !== undefined, `${verb} has a duration`);
  if (verb === 'completed') {
    demand(completion === true && success === undefined, 'completed has completion');
    demand(score === undefined, 'completed has no score');
    if (everSaid.has('completed')) throw new XapiError(403, 'it was completed before');
    return;
  }
  demand(success === (verb === 'passed') && completion === undefined, `${verb} has success`);
  if (said.has('passed') || said.has('failed'))
    throw new XapiError(403, 'it was judged in this session before');
  if (everSaid.has('passed')) throw new XapiError(403, 'it was passed before');
  const scaled = score?.scaled;
  if (masteryScore === null || scaled === undefined) return;
  if (scaled >= masteryScore !== (verb === 'passed'))
    throw new XapiError(403, `${verb} does not go with the mastery score`);
}
