import { Injectable } from '@nestjs/common';

import { Database, newId, NotFound } from '@academie/platform';

import { isSatisfied } from '../cmi5/cmi5-terms';
import { type AuStanding, Progress } from '../cmi5/progress.service';
import type { OpenLaunch } from '../launch/launch.service';
import { type PackageItem, trackedItems } from '../manifest/package-manifest';

/** A unit of a package in the lessons of somebody, and how it stands. */
export interface UnitRow {
  launch: OpenLaunch;
  item: PackageItem;
  /** Undefined when it was never opened. */
  standing: AuStanding | undefined;
  isDone: boolean;
}

/** The units of cmi5 that somebody has to do. The caller has asked who manages the course. */
@Injectable()
export class WaiverQueries {
  constructor(
    private readonly database: Database,
    private readonly progress: Progress,
  ) {}

  /** In the order of the lessons; those that ask nothing are left out. @throws NotFound */
  async units(courseId: string, enrolmentId: string): Promise<{ name: string; units: UnitRow[] }> {
    const learner = await this.database.first<{ name: string }>(
      `SELECT n.name FROM elearning.learning l
         JOIN elearning.content_version v ON v.id = l.version_id
         JOIN enrolment.held_place h ON h.id = l.enrolment_id
         JOIN people.person_name n ON n.id = h.person_id
        WHERE l.enrolment_id = $1 AND v.course_id = $2`,
      [enrolmentId, courseId],
    );
    if (!learner) throw new NotFound();
    const [launches, standings] = await Promise.all([
      this.launches(courseId, enrolmentId),
      this.progress.ofEnrolment(enrolmentId),
    ]);
    const units = launches.flatMap((launch) =>
      trackedItems(launch).flatMap((item) => {
        if (!item.au || item.au.moveOn === 'NotApplicable') return [];
        const standing = standings.find(
          (one) => one.packageId === launch.packageId && one.item === item.key,
        );
        const isDone = standing !== undefined && isSatisfied(item.au.moveOn, standing);
        return [{ launch, item, standing, isDone }];
      }),
    );
    return { name: learner.name, units };
  }

  /** What the learner would open; nobody did, so each has an id of its own that is kept nowhere. */
  private async launches(courseId: string, enrolmentId: string): Promise<OpenLaunch[]> {
    const found = await this.database.rows<Omit<OpenLaunch, 'id'>>(
      `SELECT l.enrolment_id AS "enrolmentId", l.version_id AS "versionId", s.key AS "lessonKey",
              s.title AS "lessonTitle", $2::uuid AS "courseId", k.id AS "packageId", k.kind, k.title,
              k.publisher_id AS "publisherId", k.items, h.person_id AS "personId", NULL AS "personName"
         FROM elearning.learning l
         JOIN enrolment.held_place h ON h.id = l.enrolment_id
         JOIN elearning.module m ON m.version_id = l.version_id
         JOIN elearning.lesson s ON s.version_id = m.version_id AND s.module_key = m.key
         JOIN elearning.package k ON k.id = s.package_id
        WHERE l.enrolment_id = $1 AND k.kind = 'cmi5'
        ORDER BY m.position, m.key, s.position, s.key`,
      [enrolmentId, courseId],
    );
    return found.map((one) => ({ ...one, id: newId() }));
  }
}
