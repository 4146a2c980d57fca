import { type AuRules, MOVE_ON, type PackageItem, type PackageManifest } from './package-manifest';
import { BrokenPackage, type PackageProblem } from './package-problem';
import { resolveHref } from './package-path';
import type { Surroundings } from './scorm-manifest';
import { titleOf } from './title-of';
import { child, textIn, type XmlElement } from './xml-tree';

const MOST_PROBLEMS = 20;
/** An IRI has a scheme; relative ones are no ids (cmi5, section 13.1.4). */
const IRI = /^[a-z][a-z\d+.-]*:\S+$/i;

/** Reads the course structure of cmi5 (section 13). @throws BrokenPackage with all that is wrong in it */
export function readCmi5Structure(root: XmlElement, around: Surroundings): PackageManifest {
  const problems: PackageProblem[] = [];
  const ids = new Set<string>();
  const items: PackageItem[] = [];
  const wrong = (
    reason: PackageProblem['reason'],
    { line }: { line: number },
    what: string,
  ): void => {
    problems.push({ reason, file: around.file, line, what });
  };
  const idOf = (element: XmlElement): string => {
    const id = element.attributes.id?.trim() ?? '';
    if (!id) wrong('missing-value', element, `${element.name} id`);
    else if (!IRI.test(id) || id.length > 1000) wrong('wrong-value', element, `id ${id}`);
    else if (ids.has(id)) wrong('double-id', element, id);
    ids.add(id);
    return id;
  };
  const auOf = (element: XmlElement, parent: string | null): void => {
    const key = idOf(element);
    const url = textIn(child(element, 'url'));
    const place = url && resolveHref(url, [around.folder]);
    if (!url) return wrong('missing-value', element, 'url');
    if (!place) return wrong('elsewhere', element, url);
    if (!around.has(place.file)) return wrong('missing-file', element, url);
    const au = rulesOf(element, key, wrong);
    const title = (titleOf(element) ?? key).slice(0, 300);
    items.push({ key, title, parent, kind: 'au', ...place, au });
  };
  const walk = (element: XmlElement, parent: string | null): void => {
    for (const inner of element.children)
      if (inner.name === 'au') auOf(inner, parent);
      else if (inner.name === 'block') {
        const key = idOf(inner);
        const title = (titleOf(inner) ?? key).slice(0, 300);
        items.push({ key, title, parent, kind: 'group', file: null, query: '' });
        walk(inner, key);
      }
  };
  const course = child(root, 'course');
  const courseId = course ? idOf(course) : '';
  if (!course) wrong('missing-value', root, 'course');
  walk(root, null);
  if (problems.length === 0 && !items.some(({ kind }) => kind === 'au'))
    problems.push({ reason: 'no-items', file: around.file, line: root.line });
  if (problems.length > 0) throw new BrokenPackage(problems.slice(0, MOST_PROBLEMS));
  const title = (course && titleOf(course)) ?? items[0]?.title ?? '';
  return { kind: 'cmi5', title: title.slice(0, 200), courseId, items };
}

function rulesOf(
  element: XmlElement,
  publisherId: string,
  wrong: (reason: 'wrong-value', where: XmlElement, what: string) => void,
): AuRules {
  const { moveOn = 'NotApplicable', masteryScore, launchMethod = 'AnyWindow' } = element.attributes;
  const found = MOVE_ON.find((one) => one === moveOn);
  if (!found) wrong('wrong-value', element, `moveOn ${moveOn}`);
  const score = masteryScore === undefined ? null : Number(masteryScore);
  if (score !== null && !(score >= 0 && score <= 1))
    wrong('wrong-value', element, `masteryScore ${masteryScore}`);
  if (launchMethod !== 'OwnWindow' && launchMethod !== 'AnyWindow')
    wrong('wrong-value', element, `launchMethod ${launchMethod}`);
  return {
    publisherId,
    moveOn: found ?? 'NotApplicable',
    masteryScore: score,
    launchMethod: launchMethod === 'OwnWindow' ? 'OwnWindow' : 'AnyWindow',
    launchParameters: textIn(child(element, 'launchParameters')) ?? null,
    entitlementKey: textIn(child(element, 'entitlementKey')) ?? null,
  };
}
