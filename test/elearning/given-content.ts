import { newId } from '@academie/platform';

import type { Academie } from '../support/academie';

interface LessonOptions {
  title?: string;
  blocks?: { id?: string; kind: string; body: object }[];
  test?: object;
  key?: string;
}

/** A self-paced course with published lessons, one module, and an offering that is open. */
export interface GivenContent {
  courseId: string;
  slug: string;
  offeringId: string;
  versionId: string;
  /** In reading order. */
  keys: string[];
}

export const TEXT = { kind: 'text', body: { text: 'Wat u **moet** weten.' } };
/** A question of which the answer at `right` is right; three answers. */
export const question = (id: string, right = 0): { id: string; kind: string; body: object } => ({
  id,
  kind: 'one',
  body: {
    prompt: `Vraag over ${right}?`,
    explanation: 'Zo zit het: uitleg-alleen-achteraf.',
    choices: ['rood', 'wit', 'blauw'].map((text, nth) => ({
      text,
      correct: nth === right,
      feedback: `feedback-bij-${text}`,
    })),
  },
});
export const TEST = { passMark: 60, draw: null, attempts: null, coolingMinutes: 0, shuffle: false };

/** Publishes lessons of a course that was made for it. */
export async function givenContent(
  academie: Academie,
  lessons: LessonOptions[],
  options: { rule?: string; courseId?: string } = {},
): Promise<GivenContent> {
  const { database, given, clock } = academie;
  const course = options.courseId
    ? await database.first<{ id: string; slug: string }>(
        'SELECT id, slug FROM catalogue.course WHERE id = $1',
        [options.courseId],
      )
    : await given.course({ kind: 'e_learning', mode: 'self_paced' });
  const { id: courseId, slug } = course!;
  const offering = await database.first<{ id: string }>(
    `INSERT INTO catalogue.offering (course_id, status, mode, capacity, created_at)
     VALUES ($1, 'published', 'self_paced', 100, $2) RETURNING id`,
    [courseId, clock.now()],
  );
  const versionId = await publishVersion(academie, courseId, lessons, options.rule);
  const keys = await database.rows<{ key: string }>(
    'SELECT key FROM elearning.lesson WHERE version_id = $1 ORDER BY position',
    [versionId],
  );
  return { courseId, slug, offeringId: offering!.id, versionId, keys: keys.map(({ key }) => key) };
}

/** A next version of the lessons of a course, published. */
export async function publishVersion(
  { database, clock }: Academie,
  courseId: string,
  lessons: LessonOptions[],
  rule = 'all',
): Promise<string> {
  const [versionId, moduleKey] = [newId(), newId()];
  await database.rows(
    `INSERT INTO elearning.content_version (id, course_id, number, rule, change_note, created_at)
     SELECT $1, $2, 1 + count(*), $3, 'Wat er nieuw is', $4 FROM elearning.content_version WHERE course_id = $2`,
    [versionId, courseId, rule, clock.now()],
  );
  await database.rows(
    `INSERT INTO elearning.module (version_id, key, position, title) VALUES ($1, $2, 0, 'Het begin')`,
    [versionId, moduleKey],
  );
  for (const [position, { title, blocks, test, key }] of lessons.entries())
    await database.rows(
      `INSERT INTO elearning.lesson (version_id, key, module_key, position, title, blocks, test)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        versionId,
        key ?? newId(),
        moduleKey,
        position,
        title ?? `Les ${position + 1}`,
        JSON.stringify((blocks ?? [TEXT]).map((block) => ({ id: newId(), ...block }))),
        test ? JSON.stringify(test) : null,
      ],
    );
  await database.rows('UPDATE elearning.content_version SET published_at = $2 WHERE id = $1', [
    versionId,
    clock.now(),
  ]);
  return versionId;
}
