import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';

import { AdmissionQueries } from '../admission/admission.queries';
import { CourseNotFound } from '../catalogue.errors';
import { CoursePageQueries, type CourseRow, type OfferingRow } from './course-page.queries';

/** What the page of a course shows one reader. */
export interface ReadCoursePage {
  course: CourseRow;
  /** Open or under way, and not hidden from the reader. */
  offerings: OfferingRow[];
}

/** What of a course and its offerings a reader gets to see. */
@Injectable()
export class CoursePageReader {
  constructor(
    private readonly queries: CoursePageQueries,
    private readonly admissions: AdmissionQueries,
  ) {}

  /**
   * A draft is not there for readers; an archived course is, since mails and certificates link to it. What
   * is confidential is there for those who may know of it. @throws CourseNotFound
   */
  async read(actor: Actor | undefined, slug: string): Promise<ReadCoursePage> {
    const [course, offerings, sight] = await Promise.all([
      this.queries.course(slug),
      this.queries.offerings(slug),
      this.admissions.sightOf(actor),
    ]);
    if (!course || course.status === 'draft') throw new CourseNotFound();
    if (course.confidential && !sight.courseIds.includes(course.id)) throw new CourseNotFound();
    const seen = offerings.filter((one) => !one.confidential || sight.offeringIds.includes(one.id));
    return { course, offerings: course.status === 'published' ? seen : [] };
  }
}
