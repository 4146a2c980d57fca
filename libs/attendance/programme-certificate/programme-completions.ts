import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ProgrammeQueries, type ProgrammeRule } from '@academie/catalogue';
import { type DoneCourse, ProgrammeProgressQueries } from '@academie/enrolment';
import { Clock, Journal, type JournalEntry, newId, rows } from '@academie/platform';

/** How somebody's completion of a programme stands after it was looked at. */
export interface SettledProgramme {
  programme: ProgrammeRule;
  personId: string;
  /** The completion that holds. */
  completion: { id: string; enrolmentIds: string[] } | undefined;
  /** What completed it before is looked at again: a register of it is open. */
  open: boolean;
}

interface Held {
  programmeId: string;
  personId: string;
  /** Null for somebody who follows it and completed it never. */
  id: string | null;
  enrolmentIds: string[];
  holds: boolean;
  follows: boolean;
}

/** Who completed which programme; at most one that holds for each person (programme_completion_once). */
@Injectable()
export class ProgrammeCompletions {
  constructor(
    private readonly programmes: ProgrammeQueries,
    private readonly progress: ProgrammeProgressQueries,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Records and takes back what follows from the outcomes of these people. The caller holds them. */
  async settle(tx: EntityManager, personIds: readonly string[]): Promise<SettledProgramme[]> {
    const held = await this.held(tx, personIds);
    if (held.length === 0) return [];
    const ids = [...new Set(held.map(({ programmeId }) => programmeId))];
    const rules = new Map((await this.programmes.rules(tx, ids)).map((rule) => [rule.id, rule]));
    const done = await this.progress.done(tx, [...new Set(held.map(({ personId }) => personId))]);
    const settled: SettledProgramme[] = [];
    const lines: JournalEntry[] = [];
    for (const one of held) {
      const programme = rules.get(one.programmeId);
      if (!programme) continue;
      const own = done.filter(({ personId }) => personId === one.personId);
      settled.push(await this.settleOne(tx, one, programme, own, lines));
    }
    await this.journal.recordAll(tx, lines);
    return settled;
  }

  private async settleOne(
    tx: EntityManager,
    held: Held,
    programme: ProgrammeRule,
    own: readonly DoneCourse[],
    lines: JournalEntry[],
  ): Promise<SettledProgramme> {
    const { personId, enrolmentIds } = held;
    const data = { programmeId: programme.id, personId };
    const isDone = (id: string): boolean =>
      own.some((one) => one.enrolmentId === id && one.isCompleted);
    const open = enrolmentIds.some((id) =>
      own.some((one) => one.enrolmentId === id && !one.isCompleted),
    );
    if (held.id && held.holds && enrolmentIds.every(isDone))
      return { programme, personId, completion: { id: held.id, enrolmentIds }, open };
    if (held.id && held.holds) {
      await rows(tx, 'UPDATE attendance.programme_completion SET revoked_at = $2 WHERE id = $1', [
        held.id,
        this.clock.now(),
      ]);
      lines.push({ action: 'programme.reverted', subjectId: held.id, data });
    }
    // Who completed it before gets it back by the same enrolments, whatever its steps became meanwhile.
    const again = enrolmentIds.length > 0 && enrolmentIds.every(isDone);
    const by = again
      ? own.filter(({ enrolmentId }) => enrolmentIds.includes(enrolmentId))
      : held.follows
        ? completedBy(programme, own)
        : undefined;
    if (!by) return { programme, personId, completion: undefined, open };
    const completion = await this.record(tx, programme.id, personId, by);
    lines.push({ action: 'programme.completed', subjectId: completion.id, data });
    return { programme, personId, completion, open };
  }

  private async record(
    tx: EntityManager,
    programmeId: string,
    personId: string,
    by: readonly DoneCourse[],
  ): Promise<{ id: string; enrolmentIds: string[] }> {
    const id = newId();
    const enrolmentIds = by.map(({ enrolmentId }) => enrolmentId);
    await rows(
      tx,
      `INSERT INTO attendance.programme_completion
         (id, programme_id, person_id, organisation_id, enrolment_ids, completed_at, recorded_at)
       SELECT $1, $2, $3, $4, $5, least(coalesce(max(c.completed_at), $6), $6), $6
         FROM attendance.completion c WHERE c.enrolment_id = ANY ($5) AND c.revoked_at IS NULL`,
      [
        id,
        programmeId,
        personId,
        by.at(-1)?.organisationId ?? null,
        enrolmentIds,
        this.clock.now(),
      ],
    );
    return { id, enrolmentIds };
  }

  // Programmes that these people follow or completed once, each with its last completion.
  private held(tx: EntityManager, personIds: readonly string[]): Promise<Held[]> {
    return rows<Held>(
      tx,
      `SELECT f.programme_id AS "programmeId", f.person_id AS "personId", c.id,
              coalesce(c.enrolment_ids, '{}') AS "enrolmentIds", c.id IS NOT NULL AND c.revoked_at IS NULL AS holds,
              bool_or(f.follows) AS follows
         FROM (SELECT programme_id, person_id, true AS follows FROM enrolment.followed_programme
                WHERE person_id = ANY ($1)
               UNION ALL SELECT programme_id, person_id, false FROM attendance.programme_completion
                WHERE person_id = ANY ($1)) f
         LEFT JOIN LATERAL (SELECT x.* FROM attendance.programme_completion x
            WHERE x.programme_id = f.programme_id AND x.person_id = f.person_id
            ORDER BY x.revoked_at IS NULL DESC, x.recorded_at DESC, x.id DESC LIMIT 1) c ON true
        GROUP BY f.programme_id, f.person_id, c.id, c.enrolment_ids, c.revoked_at
        ORDER BY f.person_id, f.programme_id`,
      [personIds],
    );
  }
}

/** The enrolments that complete each step, the first to be completed first; undefined while a step is not done. */
function completedBy(
  { steps }: ProgrammeRule,
  own: readonly DoneCourse[],
): DoneCourse[] | undefined {
  if (steps.length === 0) return undefined;
  const completed = own.filter(({ isCompleted }) => isCompleted);
  const by = steps.map(({ choose, courses }) => {
    const firsts = courses.flatMap(
      ({ id }) => completed.find(({ courseId }) => courseId === id) ?? [],
    );
    return firsts.sort((a, b) => +(a.endsAt ?? 0) - +(b.endsAt ?? 0)).slice(0, choose);
  });
  return by.every((those, index) => those.length === steps[index]?.choose) ? by.flat() : undefined;
}
