import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { declareMethod, Declarations } from '@academie/platform';

import type { DateBlock } from '../offering/date-range-text';
import type { CourseImage } from '../picture/course-image';
import { CoursePictureQueries } from '../picture/picture.queries';

/**
 * What is today goes first, since its ticket is needed at the door; then what waits for an answer, what was begun,
 * what comes next, what is due, what lapses; last what may interest.
 */
const ORDER = ['today', 'waits', 'going', 'next', 'due', 'lapses', 'meant'] as const;
const MOST = 4;

/** Something on the front page that is one reader's own. */
export interface ForYouRow {
  /** Of two rows about one course only the first is shown. */
  courseId: string;
  sort: (typeof ORDER)[number];
  /** "Verder met", "Vandaag": why it stands here. */
  why: string;
  title: string;
  href: string;
  /** The day, in place of the image of the course. */
  date?: DateBlock | undefined;
  /** "13.30–16.30 uur · Stadhuis, Haarlem" */
  text?: string | undefined;
  /** From 0 to 100. */
  percent?: number | undefined;
  action?: { label: string; href: string; method: 'get' | 'post' } | undefined;
}

/** What one lib knows of a reader. */
export interface ForYouPart {
  rows: ForYouRow[];
  /** Courses that the reader knows already: they are not proposed. */
  knownCourseIds?: readonly string[];
}

type PartOf = (actor: Actor) => Promise<ForYouPart>;

const declaration = declareMethod<object, PartOf>();

/** Lets a method tell what is somebody's own, in a few statements. */
export const PartForYou = () => declaration({});

/** Where libs to the right tell what of theirs the reader of the front page has to do with. */
@Injectable()
export class ForYou implements OnModuleInit {
  private readonly log = new Logger('front');
  private sources: readonly PartOf[] = [];

  constructor(
    private readonly declarations: Declarations,
    private readonly pictures: CoursePictureQueries,
  ) {}

  onModuleInit(): void {
    this.sources = this.declarations.methods(declaration).map(({ thing }) => thing);
  }

  /** The four that matter most, each with the image of its course. A source that fails leaves the others and the page as they are. */
  async of(actor: Actor): Promise<(ForYouRow & { image: CourseImage | undefined })[]> {
    const found = await Promise.allSettled(this.sources.map((source) => source(actor)));
    const parts = found.flatMap((one) => {
      if (one.status === 'fulfilled') return [one.value];
      this.log.error(one.reason);
      return [];
    });
    const known = new Set(parts.flatMap(({ knownCourseIds = [] }) => knownCourseIds));
    const rows = parts
      .flatMap((part) => part.rows)
      .filter(({ sort, courseId }) => sort !== 'meant' || !known.has(courseId));
    const sorted = ORDER.flatMap((sort) => rows.filter((row) => row.sort === sort));
    const shown = sorted
      .filter((row, i) => sorted.findIndex(({ courseId }) => courseId === row.courseId) === i)
      .slice(0, MOST);
    const images = await this.pictures.ofCourses(shown.map(({ courseId }) => courseId));
    return shown.map((row) => ({ ...row, image: images.get(row.courseId) }));
  }
}
