import { readCmi5Structure } from './cmi5-structure';
import type { PackageManifest } from './package-manifest';
import { type BrokenPackage, broken } from './package-problem';
import { readScormManifest, type Surroundings } from './scorm-manifest';
import { child, textIn, type XmlElement } from './xml-tree';

const NAMES = ['imsmanifest.xml', 'cmi5.xml'];
/** What others make of e-learnings, by a file in it. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:[^/]+\/)?h5p\.json$/, 'H5P'],
  [/^(?:[^/]+\/)?tincan\.xml$/, 'Tin Can (xAPI)'],
  [/^(?:[^/]+\/)?[^/]+\.crs$/, 'AICC'],
  [/^meta-inf\/container\.xml$/, 'EPUB'],
  [/^moodle_backup\.xml$/, 'Moodle'],
];
/** The main part of a document of Word, Excel and PowerPoint, which are zips too. */
const OFFICE = ['word/document.xml', 'xl/workbook.xml', 'ppt/presentation.xml'];
const CMI5 = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';

/**
 * Which of these files is the manifest: the one at the root, or the only one in a folder, as some tools pack
 * it. @throws BrokenPackage
 */
export function findManifest(files: Iterable<string>): string {
  const all = [...files];
  const found = all.filter((file) => NAMES.includes(file.split('/').at(-1) ?? ''));
  const depths = found.map((file) => file.split('/').length);
  const highest = found.filter((_file, nth) => depths[nth] === Math.min(...depths));
  // A package that has both is cmi5 for who can, and SCORM for who cannot.
  const chosen = highest.find((file) => file.endsWith('cmi5.xml')) ?? highest[0];
  if (!chosen) throw noManifest(all);
  const folders = new Set(highest.map((file) => file.slice(0, file.lastIndexOf('/') + 1)));
  if (folders.size > 1) throw broken('several-manifests', { what: highest.slice(0, 5).join(', ') });
  return chosen;
}

/** Says what was brought instead of a package, where that can be seen. */
function noManifest(files: readonly string[]): BrokenPackage {
  if (files.some((file) => OFFICE.includes(file))) return broken('office-file');
  for (const [file, what] of OTHERS)
    if (files.some((one) => file.test(one))) return broken('other-package', { what });
  const inner = files.find((file) => /\.zip$/i.test(file));
  return inner ? broken('zip-in-zip', { what: inner }) : broken('no-manifest');
}

/** What a manifest says, whichever of the three it is. @throws BrokenPackage */
export function readManifest(root: XmlElement, around: Surroundings): PackageManifest {
  if (root.name === 'courseStructure' && root.uri === CMI5) return readCmi5Structure(root, around);
  if (root.name !== 'manifest')
    throw broken('unknown-kind', { file: around.file, line: root.line, what: root.name });
  return readScormManifest(root, versionOf(root, around), around);
}

function versionOf(root: XmlElement, { file }: Surroundings): 'scorm12' | 'scorm2004' {
  const version = child(root, 'metadata') && child(child(root, 'metadata'), 'schemaversion');
  const text = textIn(version) ?? '';
  if (/^1\.2/.test(text)) return 'scorm12';
  if (/2004|CAM 1\.3|^1\.3/i.test(text)) return 'scorm2004';
  // Tools leave the version out; the namespaces say it too.
  if (text === '') return /imscp_v1p1/.test(root.uri) ? 'scorm2004' : 'scorm12';
  throw broken('unknown-kind', { file, line: version?.line ?? root.line, what: text });
}
