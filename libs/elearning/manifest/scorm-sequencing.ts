import { rollupOf, type ScormRollup } from './scorm-rollup';
import { child, childrenOf, type XmlElement } from './xml-tree';

/** What is asked of a part, or of an objective that it reads, before a rule holds. */
export interface Condition {
  condition: string;
  /** From -1 to 1, of conditions that compare a measure. */
  threshold?: number;
  isNot: boolean;
  /** Objective of the part; null is its primary one. */
  objective: string | null;
}

/** What has to hold. */
export interface Rule {
  isAny: boolean;
  conditions: Condition[];
}

/** What happens with a part while its conditions hold. */
export interface PreRule extends Rule {
  action: (typeof PRE)[number];
}

/** Where the end of a part leads when its conditions hold. */
export interface PostRule extends Rule {
  action: (typeof POST)[number];
}

/** Which of the parts of a group a learner gets, and whether in another order. */
export interface ChildDraw {
  /** Null is all of them. */
  count: number | null;
  isMixed: boolean;
}

/** As far as an order is carried out (docs/elearning.md); what is not there is not. */
export interface ScormSequencing {
  /** Whether the part may be chosen from the list, and reached by "next"; of the item around it. */
  choice: boolean;
  flow: boolean;
  forwardOnly: boolean;
  attemptLimit: number | null;
  rules: PreRule[];
  /** End the group, while somebody is in it. */
  exits?: Rule[];
  /** The first that holds when the part has ended. */
  posts?: PostRule[];
  /** Of the item around it. */
  draw?: ChildDraw;
  /** Global objectives that this part sets when it is satisfied or failed. */
  writes: string[];
  /** Global objectives that its objectives read; the primary one is at ''. */
  reads: Record<string, string>;
  /** As `writes` and `reads`, of scores. */
  measureWrites?: string[];
  measureReads?: Record<string, string>;
  /** Who is in this group chooses within it, or in what stands beside it. */
  constrainsChoice?: boolean;
  /** Nobody chooses a part within this group before going into it in another way. */
  preventsActivation?: boolean;
  /** How it counts for what is around it; undefined when the manifest says nothing of that. */
  rollup?: ScormRollup | undefined;
}

const PRE = ['skip', 'disabled', 'hiddenFromChoice', 'stopForwardTraversal'] as const;
const POST = ['continue', 'previous', 'retry', 'retryAll', 'exitParent', 'exitAll'] as const;
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
  const draw = drawOf(around);
  const maps = objectiveMaps(primary, objectives);
  const considerations = first(own, 'constrainedChoiceConsiderations')?.attributes ?? {};
  const limit = Number(first(own, 'limitConditions')?.attributes.attemptLimit);
  return {
    choice: control.choice !== 'false',
    flow: control.flow === 'true',
    forwardOnly: control.forwardOnly === 'true',
    ...(rollup && { rollup }),
    attemptLimit: Number.isInteger(limit) && limit > 0 ? limit : null,
    rules: rulesOf(own, 'preConditionRule', PRE),
    exits: rulesOf(own, 'exitConditionRule', ['exit'] as const),
    posts: rulesOf(own, 'postConditionRule', POST),
    ...(draw && { draw }),
    writes: written(maps, 'writeSatisfiedStatus'),
    reads: read(maps, 'readSatisfiedStatus'),
    measureWrites: written(maps, 'writeNormalizedMeasure'),
    measureReads: read(maps, 'readNormalizedMeasure'),
    ...(considerations.constrainChoice === 'true' && { constrainsChoice: true }),
    ...(considerations.preventActivation === 'true' && { preventsActivation: true }),
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

function rulesOf<Action extends string>(
  parts: readonly XmlElement[],
  name: string,
  known: readonly Action[],
): (Rule & { action: Action })[] {
  return childrenOf(first(parts, 'sequencingRules'), name)
    .slice(0, MOST)
    .flatMap((element) => {
      const said = child(element, 'ruleAction')?.attributes.action;
      const action = known.find((one) => one === said);
      const list = child(element, 'ruleConditions');
      const conditions = childrenOf(list, 'ruleCondition').slice(0, MOST).map(conditionOf);
      if (!action || conditions.length === 0) return [];
      return [{ action, isAny: list?.attributes.conditionCombination === 'any', conditions }];
    });
}

function conditionOf({ attributes }: XmlElement): Condition {
  const { condition = '', operator, referencedObjective, measureThreshold } = attributes;
  const threshold = Number(measureThreshold);
  return {
    condition: condition.slice(0, 50),
    isNot: operator === 'not',
    objective: referencedObjective?.slice(0, 500) ?? null,
    ...(Number.isFinite(threshold) && { threshold }),
  };
}

// What is drawn or mixed "on each new attempt" is so once: a learner finds the same parts again (docs/elearning.md).
function drawOf(around: readonly XmlElement[]): ChildDraw | undefined {
  const controls = first(around, 'randomizationControls')?.attributes;
  if (!controls) return undefined;
  const happens = (timing: string | undefined): boolean =>
    timing === 'once' || timing === 'onEachNewAttempt';
  const count = Number(controls.selectCount);
  const draw = {
    count: happens(controls.selectionTiming) && Number.isInteger(count) && count > 0 ? count : null,
    isMixed: happens(controls.randomizationTiming) && controls.reorderChildren === 'true',
  };
  return draw.count !== null || draw.isMixed ? draw : undefined;
}

interface ObjectiveMap {
  /** Objective of the part; '' is its primary one. */
  objective: string;
  target: string;
  attributes: Record<string, string>;
}

function objectiveMaps(
  primary: XmlElement | undefined,
  objectives: XmlElement | undefined,
): ObjectiveMap[] {
  return [primary, ...childrenOf(objectives, 'objective').slice(0, MOST)].flatMap((one) =>
    childrenOf(one, 'mapInfo')
      .slice(0, MOST)
      .map(({ attributes }) => ({
        objective: one === primary ? '' : (one?.attributes.objectiveID ?? ''),
        target: (attributes.targetObjectiveID ?? '').slice(0, 500),
        attributes,
      })),
  );
}

// A part knows how it stands itself only for its primary objective.
const written = (maps: readonly ObjectiveMap[], name: string): string[] =>
  maps
    .filter(({ objective, attributes }) => objective === '' && attributes[name] === 'true')
    .map(({ target }) => target);

const read = (maps: readonly ObjectiveMap[], name: string): Record<string, string> =>
  Object.fromEntries(
    maps
      .filter(({ attributes }) => attributes[name] !== 'false')
      .map(({ objective, target }) => [objective, target]),
  );
