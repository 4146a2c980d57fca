import type { PackageItem, PackageManifest, ScoRules } from './package-manifest';
import { BrokenPackage, type PackageProblem } from './package-problem';
import { cutBefore, resolveHref } from './package-path';
import { sequencingOf } from './scorm-sequencing';
import { titleOf } from './title-of';
import { child, childrenOf, textIn, type XmlElement } from './xml-tree';

/** What reading a manifest needs to know of its package. */
export interface Surroundings {
  /** Path of the manifest in the zip. */
  file: string;
  /** Its folder, with a slash at the end; empty at the root. */
  folder: string;
  /** Whether the package has this file, as `pathKey` has it. */
  has(path: string): boolean;
}

interface Resource {
  element: XmlElement;
  kind: 'sco' | 'asset';
  bases: string[];
}

const MOST_PROBLEMS = 20;

/** Reads the manifest of SCORM 1.2 or 2004. @throws BrokenPackage with all that is wrong in it */
export function readScormManifest(
  root: XmlElement,
  kind: 'scorm12' | 'scorm2004',
  around: Surroundings,
): PackageManifest {
  const problems: PackageProblem[] = [];
  const wrong = (
    reason: PackageProblem['reason'],
    { line }: { line: number },
    what?: string,
  ): void => {
    problems.push({ reason, file: around.file, line, ...(what !== undefined && { what }) });
  };
  const organization = defaultOrganization(child(root, 'organizations'));
  const resources = resourcesOf(root, around);
  const items: PackageItem[] = [];
  const keys = new Set<string>();

  const take = (element: XmlElement, parent: string | null, above: XmlElement): void => {
    const { identifier = '', identifierref, parameters = '' } = element.attributes;
    const groups = childrenOf(element, 'item');
    const key = identifier.slice(0, 200);
    if (!key) return wrong('missing-value', element, 'item identifier');
    if (keys.has(key)) return wrong('double-id', element, key);
    keys.add(key);
    const title = (titleOf(element) ?? key).slice(0, 300);
    const item: PackageItem = { key, title, parent, kind: 'group', file: null, query: '' };
    if (identifierref) {
      const resource = resources.get(identifierref);
      if (!resource) return wrong('no-resource', element, identifierref);
      const href = resource.element.attributes.href ?? '';
      const place = resolveHref(href, resource.bases);
      if (!place)
        return wrong(href ? 'elsewhere' : 'missing-value', resource.element, href || 'href');
      if (!around.has(place.file)) return wrong('missing-file', resource.element, href);
      item.kind = resource.kind;
      item.file = place.file;
      item.query = joined(place.query, parameters);
      if (item.kind === 'sco') item.sco = scoRules(element, kind);
    }
    const sequencing = kind === 'scorm2004' ? sequencingOf(root, above, element) : undefined;
    if (sequencing) item.sequencing = sequencing;
    items.push(item);
    for (const inner of groups) take(inner, key, element);
  };
  if (organization) {
    for (const element of childrenOf(organization, 'item')) take(element, null, organization);
    if (problems.length === 0 && !items.some(({ file }) => file)) wrong('no-items', organization);
  } else wrong('no-organization', child(root, 'organizations') ?? root);
  if (problems.length > 0) throw new BrokenPackage(problems.slice(0, MOST_PROBLEMS));
  const title = titleOf(organization) ?? items[0]?.title ?? '';
  return { kind, title: title.slice(0, 200), courseId: null, items };
}

function defaultOrganization(all: XmlElement | undefined): XmlElement | undefined {
  const choices = childrenOf(all, 'organization');
  return (
    choices.find(({ attributes }) => attributes.identifier === all?.attributes.default) ??
    choices[0]
  );
}

function resourcesOf(root: XmlElement, { folder }: Surroundings): Map<string, Resource> {
  const list = child(root, 'resources');
  return new Map(
    childrenOf(list, 'resource').map((element) => {
      const { identifier = '', scormtype, scormType } = element.attributes;
      const bases = [folder, ...[root, list, element].map((one) => one?.attributes.base ?? '')];
      const isSco = (scormtype ?? scormType ?? '').toLowerCase() === 'sco';
      return [identifier, { element, kind: isSco ? 'sco' : 'asset', bases }];
    }),
  );
}

// "parameters" begins with ? or # or & or none of these (SCORM 2004 CAM, section 3.4.1.10).
function joined(query: string, parameters: string): string {
  const more = parameters
    .trim()
    .slice(0, 1000)
    .replace(/^[?&]+/, '');
  if (!more) return query;
  if (more.startsWith('#')) return query.includes('#') ? query : `${query}${more}`;
  const [before, hash] = cutBefore(query, /#/);
  return `${before}${before.startsWith('?') ? '&' : '?'}${more}${hash}`;
}

function scoRules(item: XmlElement, kind: 'scorm12' | 'scorm2004'): ScoRules {
  return {
    launchData: textIn(child(item, kind === 'scorm12' ? 'datafromlms' : 'dataFromLMS')) ?? null,
    passingScore: numberIn(
      kind === 'scorm12' ? textIn(child(item, 'masteryscore')) : minimumMeasure(item),
    ),
    completionThreshold: kind === 'scorm12' ? null : threshold(child(item, 'completionThreshold')),
    maxTimeAllowed: textIn(child(item, 'maxtimeallowed')) ?? limitOf(item),
    timeLimitAction:
      textIn(child(item, kind === 'scorm12' ? 'timelimitaction' : 'timeLimitAction')) ?? null,
  };
}

// scaled_passing_score is the measure of the primary objective, where that is satisfied by measure.
function minimumMeasure(item: XmlElement): string | undefined {
  const objectives = child(child(item, 'sequencing'), 'objectives');
  const primary = child(objectives, 'primaryObjective');
  if (primary?.attributes.satisfiedByMeasure !== 'true') return undefined;
  return textIn(child(primary, 'minNormalizedMeasure')) ?? '1';
}

function threshold(element: XmlElement | undefined): number | null {
  if (!element || element.attributes.completedByMeasure === 'false') return null;
  const { completedByMeasure, minProgressMeasure } = element.attributes;
  return numberIn(completedByMeasure === 'true' ? (minProgressMeasure ?? '1') : textIn(element));
}

const limitOf = (item: XmlElement): string | null =>
  child(child(item, 'sequencing'), 'limitConditions')?.attributes.attemptAbsoluteDurationLimit ??
  null;

function numberIn(text: string | undefined): number | null {
  const number = text === undefined ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
