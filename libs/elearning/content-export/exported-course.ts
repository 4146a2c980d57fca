import type { FileRow } from '@academie/platform';

import type { TestRules } from '../content/lesson.entity';

/** What a course can be taken along as. */
export const EXPORT_FORMATS = ['scorm12', 'cmi5', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export type PackageFormat = Exclude<ExportFormat, 'pdf'>;

/** A lesson on its way out, without its blocks. */
export interface ExportedLesson {
  key: string;
  title: string;
  /** Its page in the package. */
  page: string;
  test: TestRules | null;
  /** Whether the test has questions that can be scored without a person. */
  isScored: boolean;
  /** Whether it says how far somebody is: with the rule that tests decide, lessons are only read. */
  tracks: boolean;
  /** Names in the package. */
  files: string[];
}

/** A published version of the lessons of a course, as a package holds it. */
export interface ExportedCourse {
  courseId: string;
  versionId: string;
  title: string;
  modules: { key: string; title: string; lessons: ExportedLesson[] }[];
  /** By id of the store. */
  files: ReadonlyMap<string, { name: string; row: FileRow }>;
}

export const lessonsOf = ({ modules }: ExportedCourse): ExportedLesson[] =>
  modules.flatMap(({ lessons }) => lessons);

/** What every page of a package needs, besides its own link to the learning environment. */
export const SHARED = ['les.css', 'scoring.js', 'les.js'] as const;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'text/vtt': 'vtt',
  'text/plain': 'txt',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
};
const OFFICE = /\.(docx|xlsx|pptx|odt|ods|odp)$/i;

/** A name that every computer takes: its letters are ASCII, and its ending follows from what the file is. */
export function packageFileName(nth: number, { name, mediaType }: FileRow): string {
  const stem = asciiName(name.replace(/\.[^.]*$/, ''));
  const ending = EXTENSIONS[mediaType] ?? OFFICE.exec(name)?.[1]?.toLowerCase() ?? 'bin';
  return `bestanden/${String(nth).padStart(3, '0')}-${stem || 'bestand'}.${ending}`;
}

/** Letters, digits and hyphens. */
export const asciiName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-')
    .slice(0, 60);
