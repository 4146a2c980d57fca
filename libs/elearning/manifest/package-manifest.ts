import type { ScormSequencing } from './scorm-sequencing';

/** What a package is made for. */
export const PACKAGE_KINDS = ['scorm12', 'scorm2004', 'cmi5'] as const;
export type PackageKind = (typeof PACKAGE_KINDS)[number];

/** When an assignable unit is satisfied (cmi5, section 10.2.4). */
export const MOVE_ON = [
  'Passed',
  'Completed',
  'CompletedAndPassed',
  'CompletedOrPassed',
  'NotApplicable',
] as const;
export type MoveOn = (typeof MOVE_ON)[number];

/** What cmi5 says of an assignable unit besides. */
export interface AuRules {
  /** The id that its publisher gave it. */
  publisherId: string;
  moveOn: MoveOn;
  /** From 0 to 1. */
  masteryScore: number | null;
  launchMethod: 'OwnWindow' | 'AnyWindow';
  launchParameters: string | null;
  entitlementKey: string | null;
}

/** What SCORM says of an item besides. */
export interface ScoRules {
  /** Handed to the SCO as it stands. */
  launchData: string | null;
  /** 1.2: percentage; 2004: from -1 to 1. */
  passingScore: number | null;
  /** From 0 to 1; 2004 only. */
  completionThreshold: number | null;
  maxTimeAllowed: string | null;
  timeLimitAction: string | null;
}

/** One line of the table of contents of a package. */
export interface PackageItem {
  /** Its identifier, or id; unique in the package. */
  key: string;
  title: string;
  /** Of the item around it, or null. */
  parent: string | null;
  /** A sco or au says how far somebody is; an asset is only shown; a group has others in it. */
  kind: 'sco' | 'au' | 'asset' | 'group';
  /** Path in the zip, lower case; null for a group. */
  file: string | null;
  /** What comes behind it: `?a=b#c`, or nothing. */
  query: string;
  sco?: ScoRules;
  /** SCORM 2004; undefined when the manifest orders nothing. */
  sequencing?: ScormSequencing;
  au?: AuRules;
}

/** What the manifest of a package says. */
export interface PackageManifest {
  kind: PackageKind;
  title: string;
  /** The id of the course, of cmi5. */
  courseId: string | null;
  items: PackageItem[];
}

/** The parts that say how far somebody is. */
export const trackedItems = ({ items }: Pick<PackageManifest, 'items'>): PackageItem[] =>
  items.filter(({ kind }) => kind === 'sco' || kind === 'au');

/** The parts that can be opened. */
export const openItems = ({ items }: Pick<PackageManifest, 'items'>): PackageItem[] =>
  items.filter(({ kind }) => kind !== 'group');
