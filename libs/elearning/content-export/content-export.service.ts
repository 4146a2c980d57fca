import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { Inject, Injectable } from '@nestjs/common';

import { ManageQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import {
  CONFIG,
  type Config,
  Database,
  type FileRow,
  FileStore,
  Journal,
  NotFound,
  ROOT,
  Views,
} from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { NothingToExport, TooLargeToExport } from '../elearning.errors';
import { isQuestionKind } from '../question-types/question-types';
import { cmi5Course } from './cmi5-course';
import {
  ContentExportQueries,
  type ExportableLesson,
  type ExportableVersion,
} from './content-export.queries';
import { CoursePdf } from './course-pdf';
import {
  asciiName,
  type ExportedCourse,
  type ExportedLesson,
  type ExportFormat,
  lessonsOf,
  type PackageFormat,
  packageFileName,
} from './exported-course';
import { exportedPage } from './exported-page';
import { scorm12Manifest } from './scorm12-manifest';
import { type ZipPart, zipStream } from './zip-stream';

/** A package: as large as one that is brought here. A PDF keeps its pictures in memory until it ends. */
const MOST_MEGABYTES: Record<ExportFormat, number> = { scorm12: 500, cmi5: 500, pdf: 100 };

const OURS = 'libs/elearning/content-export';
const STATIC = {
  'les.css': [`${OURS}/lesson.css`, 'libs/elearning/learner/learner.css'],
  'les.js': [`${OURS}/lesson.js`],
  'scoring.js': [`${OURS}/scoring.js`],
} as const;

/**
 * What differs between the standards: the manifest, the script that talks to the environment, and whether pages that are
 * only read need it too.
 */
const STANDARDS: Record<
  PackageFormat,
  { manifest: string; write: (course: ExportedCourse) => string; link: string; linksAll: boolean }
> = {
  scorm12: {
    manifest: 'imsmanifest.xml',
    write: scorm12Manifest,
    link: 'scorm12.js',
    linksAll: false,
  },
  cmi5: { manifest: 'cmi5.xml', write: cmi5Course, link: 'cmi5.js', linksAll: true },
};

/** A file to hand over. */
export interface Exported {
  name: string;
  type: string;
  stream: Readable;
}

/** Lessons that were written here, as something that works elsewhere. */
@Injectable()
export class ContentExportService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly courses: ManageQueries,
    private readonly queries: ContentExportQueries,
    private readonly content: ContentQueries,
    private readonly store: FileStore,
    private readonly views: Views,
    private readonly pdf: CoursePdf,
  ) {}

  /**
   * The newest published version as a package or on paper, with a line in the journal. Bytes are made while they are sent.
   * @throws CourseNotFound, NotYourTheme, NothingToExport, TooLargeToExport
   */
  async export(actor: Actor, courseId: string, format: ExportFormat): Promise<Exported> {
    const { title } = await this.courses.course(actor, courseId);
    const version = await this.queries.newest(courseId);
    if (!version) throw new NothingToExport();
    const course = await this.course(courseId, title, version);
    checkSize(course, format);
    await this.database.transaction((tx) =>
      this.journal.record(tx, {
        action: 'content.exported',
        subjectId: version.id,
        actorId: actor.id,
        data: { courseId, number: version.number, format },
      }),
    );
    const name = asciiName(title) || 'cursus';
    if (format === 'pdf')
      return {
        name: `${name}.pdf`,
        type: 'application/pdf',
        stream: await this.pdf.stream(course, version),
      };
    return {
      name: `${name}-${format}.zip`,
      type: 'application/zip',
      stream: zipStream(this.parts(course, format), version.publishedAt),
    };
  }

  private async course(
    courseId: string,
    title: string,
    version: ExportableVersion,
  ): Promise<ExportedCourse> {
    const found = (await this.queries.lessons(version.id)).filter(
      ({ isFromElsewhere }) => !isFromElsewhere,
    );
    if (found.length === 0) throw new NothingToExport();
    const files = await this.filesOf(found);
    const modules: ExportedCourse['modules'] = [];
    found.forEach((lesson, nth) => {
      const { moduleKey, moduleTitle } = lesson;
      if (modules.at(-1)?.key !== moduleKey)
        modules.push({ key: moduleKey, title: moduleTitle, lessons: [] });
      modules.at(-1)?.lessons.push({
        key: lesson.key,
        title: lesson.title,
        page: `les-${String(nth + 1).padStart(3, '0')}.html`,
        test: lesson.test,
        isScored: lesson.kinds.some((kind) => isQuestionKind(kind) && kind !== 'open'),
        tracks: version.rule !== 'tests' || lesson.test !== null,
        files: lesson.fileIds.flatMap((id) => files.get(id)?.name ?? []),
      });
    });
    return { courseId, versionId: version.id, title, modules, files };
  }

  private async filesOf(lessons: readonly ExportableLesson[]): Promise<ExportedCourse['files']> {
    const files = new Map<string, { name: string; row: FileRow }>();
    for (const id of new Set(lessons.flatMap(({ fileIds }) => fileIds))) {
      const row = await this.store.find(id);
      if (!row) throw new NotFound();
      files.set(id, { name: packageFileName(files.size + 1, row), row });
    }
    return files;
  }

  private *parts(course: ExportedCourse, format: PackageFormat): Generator<ZipPart> {
    const { manifest, write, link, linksAll } = STANDARDS[format];
    yield { name: manifest, bytes: () => Buffer.from(write(course)) };
    for (const [name, sources] of Object.entries(STATIC))
      yield { name, bytes: () => joined(sources) };
    yield { name: link, bytes: () => joined([`${OURS}/${link}`]) };
    for (const { title: module, lessons } of course.modules)
      for (const lesson of lessons)
        yield {
          name: lesson.page,
          bytes: () =>
            this.page(course, lesson, { module, link, isLinked: lesson.tracks || linksAll }),
        };
    const used = new Set(lessonsOf(course).flatMap(({ files }) => files));
    for (const { name, row } of course.files.values())
      if (used.has(name)) yield { name, size: row.size, open: () => this.store.read(row) };
  }

  private async page(
    course: ExportedCourse,
    lesson: ExportedLesson,
    around: { module: string; link: string; isLinked: boolean },
  ): Promise<Buffer> {
    const row = await this.content.lesson(course.versionId, lesson.key);
    const fileAt = (id: string): string => course.files.get(id)?.name ?? '';
    const view = exportedPage(lesson, row, { ...around, fileAt });
    const html = this.views.render('elearning/content-export/exported-lesson', view);
    // An author's link to another page of the academie leads there from elsewhere too.
    return Buffer.from(html.replace(/href="\/(?!\/)/g, `href="${this.config.publicUrl}/`));
  }
}

/** @throws TooLargeToExport */
function checkSize({ files }: ExportedCourse, format: ExportFormat): void {
  const counted = [...files.values()].filter(
    ({ row }) => format !== 'pdf' || row.mediaType.startsWith('image/'),
  );
  const megabytes = MOST_MEGABYTES[format];
  const bytes = counted.reduce((sum, { row }) => sum + row.size, 0);
  if (bytes > megabytes * 1_000_000) throw new TooLargeToExport({ megabytes });
}

const joined = async (sources: readonly string[]): Promise<Buffer> =>
  Buffer.concat(await Promise.all(sources.map((file) => fs.readFile(path.join(ROOT, file)))));
