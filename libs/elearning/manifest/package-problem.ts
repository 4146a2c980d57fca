/** What can be wrong with a package; each has a sentence at `elearning.package.problem.<reason>`. */
export const PACKAGE_PROBLEMS = [
  'no-zip',
  'empty',
  'other-archive',
  'cut-off',
  'too-large',
  'too-much',
  'too-many',
  'bomb',
  'outside',
  'link',
  'device',
  'name',
  'double',
  'encrypted',
  'method',
  'broken-file',
  'svg-script',
  'no-manifest',
  'office-file',
  'zip-in-zip',
  'other-package',
  'several-manifests',
  'not-xml',
  'entities',
  'too-deep',
  'unknown-kind',
  'no-organization',
  'no-resource',
  'missing-file',
  'elsewhere',
  'no-items',
  'missing-value',
  'wrong-value',
  'double-id',
] as const;
export type PackageProblemReason = (typeof PACKAGE_PROBLEMS)[number];

/** Another file was meant: there is nothing to mend in this one. */
export const NO_PACKAGE: ReadonlySet<PackageProblemReason> = new Set([
  'no-zip',
  'empty',
  'other-archive',
  'cut-off',
  'no-manifest',
  'office-file',
  'zip-in-zip',
  'other-package',
]);

/** One thing that is wrong, and where. */
export interface PackageProblem {
  reason: PackageProblemReason;
  /** Path in the zip. */
  file?: string;
  /** From 1. */
  line?: number;
  /** What it is about: a name, a value, a limit. */
  what?: string;
}

/** The package cannot be used. Nothing of it is kept. */
export class BrokenPackage extends Error {
  constructor(readonly problems: readonly PackageProblem[]) {
    super(problems.map(({ reason }) => reason).join(', '));
    this.name = 'BrokenPackage';
  }
}

/** Stops at one thing that is wrong. */
export const broken = (
  reason: PackageProblemReason,
  where: Omit<PackageProblem, 'reason'> = {},
): BrokenPackage => new BrokenPackage([{ reason, ...where }]);
