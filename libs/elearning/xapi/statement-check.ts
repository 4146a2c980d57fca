import { isId } from '@academie/platform';

import type { XapiStatement } from './statement';
import {
  anObject,
  extensions,
  has,
  iri,
  type Json,
  known,
  LANGUAGE,
  languageMap,
  list,
  moment,
  text,
} from './value-check';
import { demand } from './xapi-error';

const DURATION =
  /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/;
const VERSION = /^1\.0(?:\.\d+)?$/;
const IDENTIFIERS = ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const;
const INTERACTIONS =
  /^(?:true-false|choice|fill-in|long-fill-in|matching|performance|sequencing|likert|numeric|other)$/;
const COMPONENTS = ['choices', 'scale', 'source', 'target', 'steps'];

/**
 * A statement as xAPI 1.0.3 wants it (part two, section 2): no property that it does not know, no null outside
 * extensions, every value of its kind.
 * @throws XapiError 400
 */
export function checkStatement(value: unknown): XapiStatement {
  const statement = known(value, 'statement', [
    'id',
    'actor',
    'verb',
    'object',
    'result',
    'context',
    'timestamp',
    'stored',
    'authority',
    'version',
    'attachments',
  ]);
  checkCore(statement);
  if (has(statement, 'id')) demand(isId(statement.id), 'id is no UUID');
  if (has(statement, 'stored')) moment(statement.stored, 'stored');
  if (has(statement, 'version'))
    demand(typeof statement.version === 'string' && VERSION.test(statement.version), 'version');
  if (has(statement, 'authority')) {
    const authority = actor(statement.authority, 'authority');
    if (authority.objectType === 'Group')
      demand(Array.isArray(authority.member) && authority.member.length === 2, 'authority.member');
  }
  return statement as unknown as XapiStatement;
}

/** An agent or a group, as a parameter has it. @throws XapiError 400 */
export function checkActor(value: unknown): Json {
  return actor(value, 'agent');
}

function checkCore(statement: Json, inside = false): void {
  actor(statement.actor, 'actor');
  const verb = known(statement.verb, 'verb', ['id', 'display']);
  iri(verb.id, 'verb.id');
  if (has(verb, 'display')) languageMap(verb.display, 'verb.display');
  const kind = object(statement.object, inside);
  if (has(statement, 'result')) result(statement.result);
  if (has(statement, 'context')) context(statement.context, kind);
  if (has(statement, 'timestamp')) moment(statement.timestamp, 'timestamp');
  if (has(statement, 'attachments')) attachments(statement.attachments);
  if (verb.id === 'http://adlnet.gov/expapi/verbs/voided')
    demand(kind === 'StatementRef' && !inside, 'a voiding statement is about a statement');
}

function actor(value: unknown, what: string): Json {
  const found = known(value, what, ['objectType', 'name', 'member', ...IDENTIFIERS]);
  const { objectType = 'Agent' } = found;
  demand(objectType === 'Agent' || objectType === 'Group', `${what}.objectType`);
  if (has(found, 'name')) text(found.name, `${what}.name`);
  const identifiers = IDENTIFIERS.filter((name) => has(found, name));
  if (objectType === 'Agent') {
    demand(identifiers.length === 1, `${what} has one identifier`);
    demand(!has(found, 'member'), `${what}.member`);
  } else {
    demand(identifiers.length <= 1, `${what} has one identifier at most`);
    demand(identifiers.length === 1 || has(found, 'member'), `${what}.member`);
    if (has(found, 'member'))
      for (const member of list(found.member, `${what}.member`))
        demand(actor(member, `${what}.member`).objectType !== 'Group', `${what}.member`);
  }
  if (has(found, 'mbox'))
    demand(
      typeof found.mbox === 'string' && /^mailto:[^\s@]+@[^\s@]+$/.test(found.mbox),
      `${what}.mbox`,
    );
  if (has(found, 'mbox_sha1sum'))
    demand(
      typeof found.mbox_sha1sum === 'string' && /^[\da-f]{40}$/i.test(found.mbox_sha1sum),
      `${what}.mbox_sha1sum`,
    );
  if (has(found, 'openid')) iri(found.openid, `${what}.openid`);
  if (has(found, 'account')) {
    const account = known(found.account, `${what}.account`, ['homePage', 'name']);
    iri(account.homePage, `${what}.account.homePage`);
    text(account.name, `${what}.account.name`);
  }
  return found;
}

function object(value: unknown, inside: boolean): string {
  const { objectType = 'Activity' } = anObject(value, 'object');
  switch (objectType) {
    case 'Activity':
      activity(value, 'object');
      return 'Activity';
    case 'Agent':
    case 'Group':
      actor(value, 'object');
      return objectType;
    case 'StatementRef': {
      const reference = known(value, 'object', ['objectType', 'id']);
      demand(isId(reference.id), 'object.id is no UUID');
      return 'StatementRef';
    }
    case 'SubStatement': {
      demand(!inside, 'a statement in a statement in a statement');
      const inner = known(value, 'object', [
        'objectType',
        'actor',
        'verb',
        'object',
        'result',
        'context',
        'timestamp',
        'attachments',
      ]);
      checkCore(inner, true);
      return 'SubStatement';
    }
    default:
      demand(false, 'object.objectType');
  }
}

function activity(value: unknown, what: string): void {
  const found = known(value, what, ['objectType', 'id', 'definition']);
  demand((found.objectType ?? 'Activity') === 'Activity', `${what}.objectType`);
  iri(found.id, `${what}.id`);
  if (!has(found, 'definition')) return;
  const definition = known(found.definition, `${what}.definition`, [
    'name',
    'description',
    'type',
    'moreInfo',
    'extensions',
    'interactionType',
    'correctResponsesPattern',
    ...COMPONENTS,
  ]);
  for (const name of ['name', 'description'])
    if (has(definition, name)) languageMap(definition[name], name);
  for (const name of ['type', 'moreInfo']) if (has(definition, name)) iri(definition[name], name);
  if (has(definition, 'extensions')) extensions(definition.extensions);
  const { interactionType } = definition;
  if (has(definition, 'interactionType'))
    demand(
      typeof interactionType === 'string' && INTERACTIONS.test(interactionType),
      'interactionType',
    );
  if (has(definition, 'correctResponsesPattern')) {
    demand(has(definition, 'interactionType'), 'interactionType');
    for (const pattern of list(definition.correctResponsesPattern, 'correctResponsesPattern'))
      text(pattern, 'correctResponsesPattern');
  }
  for (const name of COMPONENTS.filter((one) => has(definition, one))) {
    demand(has(definition, 'interactionType'), 'interactionType');
    const ids = list(definition[name], name).map((one) => {
      const component = known(one, name, ['id', 'description']);
      text(component.id, `${name}.id`);
      if (has(component, 'description')) languageMap(component.description, name);
      return component.id;
    });
    demand(new Set(ids).size === ids.length, `${name}.id is there twice`);
  }
}

function result(value: unknown): void {
  const found = known(value, 'result', [
    'score',
    'success',
    'completion',
    'response',
    'duration',
    'extensions',
  ]);
  for (const name of ['success', 'completion'])
    if (has(found, name)) demand(typeof found[name] === 'boolean', `result.${name}`);
  if (has(found, 'response')) text(found.response, 'result.response');
  if (has(found, 'duration'))
    demand(
      typeof found.duration === 'string' &&
        found.duration.length < 60 &&
        DURATION.test(found.duration),
      'result.duration',
    );
  if (has(found, 'extensions')) extensions(found.extensions);
  if (!has(found, 'score')) return;
  const score = known(found.score, 'result.score', ['scaled', 'raw', 'min', 'max']);
  for (const name of Object.keys(score))
    demand(typeof score[name] === 'number' && Number.isFinite(score[name]), `result.score.${name}`);
  const { scaled, raw, min, max } = score as Partial<Record<string, number>>;
  demand(scaled === undefined || (scaled >= -1 && scaled <= 1), 'result.score.scaled');
  demand(min === undefined || max === undefined || min < max, 'result.score.min');
  demand(raw === undefined || min === undefined || raw >= min, 'result.score.raw');
  demand(raw === undefined || max === undefined || raw <= max, 'result.score.raw');
}

function context(value: unknown, kind: string): void {
  const found = known(value, 'context', [
    'registration',
    'instructor',
    'team',
    'contextActivities',
    'revision',
    'platform',
    'language',
    'statement',
    'extensions',
  ]);
  if (has(found, 'registration')) demand(isId(found.registration), 'context.registration');
  if (has(found, 'instructor')) actor(found.instructor, 'context.instructor');
  if (has(found, 'team'))
    demand(actor(found.team, 'context.team').objectType === 'Group', 'context.team');
  for (const name of ['revision', 'platform'])
    if (has(found, name)) {
      text(found[name], `context.${name}`);
      demand(kind === 'Activity', `context.${name}`);
    }
  if (has(found, 'language'))
    demand(typeof found.language === 'string' && LANGUAGE.test(found.language), 'context.language');
  if (has(found, 'statement')) {
    const reference = known(found.statement, 'context.statement', ['objectType', 'id']);
    demand(reference.objectType === 'StatementRef' && isId(reference.id), 'context.statement');
  }
  if (has(found, 'extensions')) extensions(found.extensions);
  if (!has(found, 'contextActivities')) return;
  const kinds = known(found.contextActivities, 'contextActivities', [
    'parent',
    'grouping',
    'category',
    'other',
  ]);
  for (const [name, one] of Object.entries(kinds))
    for (const each of Array.isArray(one) ? (one as unknown[]) : [one]) activity(each, name);
}

function attachments(value: unknown): void {
  for (const one of list(value, 'attachments')) {
    const found = known(one, 'attachment', [
      'usageType',
      'display',
      'description',
      'contentType',
      'length',
      'sha2',
      'fileUrl',
    ]);
    iri(found.usageType, 'attachment.usageType');
    languageMap(found.display, 'attachment.display');
    if (has(found, 'description')) languageMap(found.description, 'attachment.description');
    text(found.contentType, 'attachment.contentType');
    demand(Number.isInteger(found.length) && Number(found.length) >= 0, 'attachment.length');
    text(found.sha2, 'attachment.sha2');
    // Without one its bytes come along (attachments.ts).
    if (has(found, 'fileUrl')) iri(found.fileUrl, 'attachment.fileUrl');
  }
}
