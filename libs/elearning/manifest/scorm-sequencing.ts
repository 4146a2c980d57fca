import { rollupOf, type ScormRollup } from './scorm-rollup';
import { child, childrenOf, type XmlElement } from './xml-tree';

/** What is asked of a part, or of an objective that it reads, before a rule holds. */
interface Condition {
  condition: string;
  isNot: boolean;
  /** Objective of the part; null is its primary one. */
  objective: string | null;
}

/** What happens with a part while its conditions hold. */
export interface PreRule {
  action: 'skip' | 'disabled' | 'hiddenFromChoice';
  isAny: boolean;
  conditions: Condition[];
}

/** As far as an order is carried out (docs/elearning.md); what is not there is not. */
export interface ScormSequencing {
  /** Whether the part may be chosen from the list, and reached by "next"; of the item around it. */
  choice: boolean;
  flow: boolean;
  forwardOnly: boolean;
  attemptLimit: number | null;
  rules: PreRule[];
  /** Global objectives that this part sets when it is satisfied or failed. */
  writes: string[];
  /** Global objectives that its objectives read; the primary one is at ''. */
  reads: Record<string, string>;
  /** How it counts for what is around it; undefined when the manifest says nothing of that. */
  rollup?: ScormRollup | undefined;
}

const ACTIONS = new Set<string>(['skip', 'disabled', 'hiddenFromChoice']);
const MOST = 100;

/** How the manifest of SCORM 2004 orders an item in `parent`. Undefined when it says nothing. */
export function sequencingOf(
  root: XmlElement,
  parent: XmlElement,
  item: XmlElement,
): ScormSequencing | undefined {
  const around = partsOf(root, parent);
  const own = partsOf(root, item);
  if (around.length === 0 && own.length === 0) return undefined;
  const control = first(around, 'controlMode')?.attributes ?? {};
  const objectives = first(own, 'objectives');
  const primary = child(objectives, 'primaryObjective');
  const rollup = rollupOf(around, own);
  const limit = Number(first(own, 'limitConditions')?.attributes.attemptLimit);
  return {
    choice: control.choice !== 'false',
    flow: control.flow === 'true',
    forwardOnly: control.forwardOnly === 'true',
    ...(rollup && { rollup }),
    attemptLimit: Number.isInteger(limit) && limit > 0 ? limit : null,
    rules: childrenOf(first(own, 'sequencingRules'), 'preConditionRule')
      .slice(0, MOST)
      .flatMap(rule),
    writes: mapsOf(primary)
      .filter(({ writes }) => writes)
      .map(({ target }) => target),
    reads: Object.fromEntries(
      [primary, ...childrenOf(objectives, 'objective').slice(0, MOST)].flatMap((one) =>
        mapsOf(one)
          .filter(({ reads }) => reads)
          .map(({ target }) => [
            one === primary ? '' : (one?.attributes.objectiveID ?? ''),
            target,
          ]),
      ),
    ),
  };
}

/** The element itself, and the one of the collection that it refers to. */
function partsOf(root: XmlElement, element: XmlElement): XmlElement[] {
  const own = child(element, 'sequencing');
  if (!own) return [];
  const { IDRef } = own.attributes;
  const shared = IDRef
    ? childrenOf(child(root, 'sequencingCollection'), 'sequencing').find(
        ({ attributes }) => attributes.ID === IDRef,
      )
    : undefined;
  return shared ? [own, shared] : [own];
}

const first = (parts: readonly XmlElement[], name: string): XmlElement | undefined =>
  parts.map((part) => child(part, name)).find(Boolean);

function rule(element: XmlElement): PreRule[] {
  const action = child(element, 'ruleAction')?.attributes.action ?? '';
  if (!ACTIONS.has(action)) return [];
  const list = child(element, 'ruleConditions');
  const conditions = childrenOf(list, 'ruleCondition')
    .slice(0, MOST)
    .map(({ attributes: { condition = '', operator, referencedObjective } }) => ({
      condition: condition.slice(0, 50),
      isNot: operator === 'not',
      objective: referencedObjective?.slice(0, 500) ?? null,
    }));
  if (conditions.length === 0) return [];
  const isAny = list?.attributes.conditionCombination === 'any';
  return [{ action: action as PreRule['action'], isAny, conditions }];
}

const mapsOf = (
  objective: XmlElement | undefined,
): { target: string; reads: boolean; writes: boolean }[] =>
  childrenOf(objective, 'mapInfo')
    .slice(0, MOST)
    .map(
      ({ attributes: { targetObjectiveID = '', readSatisfiedStatus, writeSatisfiedStatus } }) => ({
        target: targetObjectiveID.slice(0, 500),
        reads: readSatisfiedStatus !== 'false',
        writes: writeSatisfiedStatus === 'true',
      }),
    );
