import { isId } from '@academie/platform';

import { checkActor } from '../xapi/statement-check';
import { demand } from '../xapi/xapi-error';

/** Which statements somebody asks for (xAPI 1.0.3, part three, section 2.1.3). */
export interface StatementQuery {
  verb?: string | undefined;
  activity?: string | undefined;
  agent?: object | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  relatedActivities: boolean;
  relatedAgents: boolean;
  ascending: boolean;
  limit: number;
  format: 'ids' | 'exact' | 'canonical';
  /** Whether the bytes of attachments come along. */
  attachments: boolean;
  /** Where the page before ended. */
  cursor?: string | undefined;
}

/** One statement that somebody asks for. */
export interface StatementById extends Pick<StatementQuery, 'format' | 'attachments'> {
  id: string;
  voided: boolean;
}

const NAMES = [
  'agent',
  'verb',
  'activity',
  'registration',
  'related_activities',
  'related_agents',
  'since',
  'until',
  'limit',
  'format',
  'attachments',
  'ascending',
  'cursor',
];
const MOST = 100;

/** What is asked for: one statement by its id, or a list. @throws XapiError 400 */
export function readStatementQuery(
  given: Readonly<Record<string, unknown>>,
): StatementById | StatementQuery {
  for (const [name, value] of Object.entries(given))
    demand(
      typeof value === 'string' && !value.includes('\0'),
      `${name.slice(0, 40)} is there twice`,
    );
  const query = given as Readonly<Record<string, string>>;
  const format = query.format ?? 'exact';
  demand(format === 'ids' || format === 'exact' || format === 'canonical', 'format');
  const attachments = yesNo(query, 'attachments');
  const { statementId, voidedStatementId } = query;
  if (statementId !== undefined || voidedStatementId !== undefined) {
    demand(statementId === undefined || voidedStatementId === undefined, 'one id');
    const id = statementId ?? voidedStatementId;
    demand(isId(id), 'the id is no UUID');
    const others = Object.keys(query).filter(
      (name) => !['statementId', 'voidedStatementId', 'format', 'attachments'].includes(name),
    );
    demand(others.length === 0, `an id goes without ${others.join(', ').slice(0, 60)}`);
    return { id, voided: statementId === undefined, format, attachments };
  }
  for (const name of Object.keys(query)) demand(NAMES.includes(name), `no ${name.slice(0, 40)}`);
  const { verb, activity, registration, limit = '0', cursor } = query;
  if (registration !== undefined) demand(isId(registration), 'registration is no UUID');
  for (const iri of [verb, activity])
    demand(iri === undefined || /^[a-z][a-z\d+.-]*:\S+$/i.test(iri), 'no IRI');
  demand(/^\d{1,9}$/.test(limit), 'limit');
  demand(cursor === undefined || /^\d{1,18}$/.test(cursor), 'cursor');
  return {
    verb,
    activity,
    agent: query.agent === undefined ? undefined : agentIn(query.agent),
    since: moment(query, 'since'),
    until: moment(query, 'until'),
    relatedActivities: yesNo(query, 'related_activities'),
    relatedAgents: yesNo(query, 'related_agents'),
    ascending: yesNo(query, 'ascending'),
    limit: Math.min(Number(limit) || MOST, MOST),
    format,
    attachments,
    cursor,
  };
}

/** An agent in a parameter, without its name: that says nothing of who it is. @throws XapiError 400 */
export function agentIn(text: unknown): object {
  const {
    name: _name,
    objectType: _type,
    member: _members,
    ...identifier
  } = checkActor(json(text));
  return identifier;
}

function json(text: unknown): unknown {
  demand(typeof text === 'string' && text.length <= 4000 && !text.includes('\0'), 'agent');
  try {
    return JSON.parse(text);
  } catch {
    demand(false, 'agent is no JSON');
  }
}

function yesNo(query: Readonly<Record<string, string>>, name: string): boolean {
  const value = query[name];
  demand(value === undefined || value === 'true' || value === 'false', name);
  return value === 'true';
}

/** @throws XapiError 400 */
export function moment(query: Readonly<Record<string, unknown>>, name: string): Date | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  const isMoment =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d(?:T[\d:.]{5,18}(?:Z|[+ -]\d\d:\d\d)?)?$/.test(value);
  const date = new Date(isMoment ? value.replace(' ', '+') : NaN);
  demand(!Number.isNaN(date.getTime()), `${name} is no moment`);
  return date;
}
