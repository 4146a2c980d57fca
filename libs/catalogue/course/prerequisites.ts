import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

import { PrerequisiteCircle } from '../catalogue.errors';

/**
 * Says what must have been completed before this course; replaces what was said.
 * @throws PrerequisiteCircle when one of them needs this course itself, in whatever number of steps
 */
export async function setPrerequisites(
  tx: EntityManager,
  courseId: string,
  requiredIds: readonly string[],
): Promise<void> {
  const [circle] = await rows(
    tx,
    `WITH RECURSIVE needed AS (
       SELECT unnest($2::uuid[]) AS id
       UNION
       SELECT r.required_id FROM catalogue.prerequisite r JOIN needed n ON n.id = r.course_id
     )
     SELECT 1 FROM needed WHERE id = $1`,
    [courseId, requiredIds],
  );
  if (circle) throw new PrerequisiteCircle();
  // Only what changes: every line written or taken away looks up the offerings of the course.
  await rows(
    tx,
    'DELETE FROM catalogue.prerequisite WHERE course_id = $1 AND required_id <> ALL ($2::uuid[])',
    [courseId, requiredIds],
  );
  await rows(
    tx,
    `INSERT INTO catalogue.prerequisite (course_id, required_id) SELECT $1, unnest($2::uuid[])
     ON CONFLICT DO NOTHING`,
    [courseId, requiredIds],
  );
}
