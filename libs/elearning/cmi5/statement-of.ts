import { NotFound } from '@academie/platform';

import type { AuRules, PackageItem } from '../manifest/package-manifest';
import type { XapiActor, XapiStatement } from '../xapi/statement';
import { CATEGORY, type Cmi5Verb, MOVE_ON_CATEGORY, SESSION, VERBS } from './cmi5-terms';

/** What we say of somebody in a package, ourselves. */
export interface OurStatement {
  id: string;
  actor: XapiActor;
  registrationId: string;
  sessionId: string;
  verb: Cmi5Verb;
  object: { id: string; type?: string; name: string };
  publisherId: string;
  at: Date;
  result?: XapiStatement['result'];
  extensions?: Record<string, unknown>;
}

/** A statement that cmi5 defines, made by the academie (section 9). */
export function statementOf(our: OurStatement): XapiStatement {
  const isJudged = our.result?.success !== undefined || our.result?.completion !== undefined;
  return {
    id: our.id,
    actor: our.actor,
    verb: { id: VERBS[our.verb], display: { en: our.verb } },
    object: {
      objectType: 'Activity',
      id: our.object.id,
      definition: {
        name: { nl: our.object.name },
        ...(our.object.type && { type: our.object.type }),
      },
    },
    ...(our.result && { result: our.result }),
    context: {
      registration: our.registrationId,
      contextActivities: {
        category: [{ id: CATEGORY }, ...(isJudged ? [{ id: MOVE_ON_CATEGORY }] : [])],
        grouping: [{ id: our.publisherId }],
      },
      extensions: { [SESSION]: our.sessionId, ...our.extensions },
    },
    timestamp: our.at.toISOString(),
  };
}

/** The id of a part of a package as the academie has it; its publisher has another one (section 8.1.5). */
export const activityIdOf = (
  packageId: string,
  items: readonly PackageItem[],
  key: string,
): string => `urn:uuid:${packageId}:${items.findIndex((item) => item.key === key)}`;

export const courseIdOf = (packageId: string): string => `urn:uuid:${packageId}`;

/** What its publisher says of a unit. @throws NotFound for what is no unit */
export function rulesOf({ au }: PackageItem): AuRules {
  if (!au) throw new NotFound();
  return au;
}
