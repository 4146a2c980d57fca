import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { demoCourseId } from '@academie/catalogue';
import { DEMO_START, organisationIds } from '@academie/people';
import {
  Clock,
  Database,
  demoId,
  DemoSeed,
  insertRows,
  Journal,
  momentOn,
  rows,
  t,
} from '@academie/platform';

import { keepStates } from '../value/target-states';
import { demoBuit, type ExternalTotal } from './demo-buit';
import {
  deliveredAt,
  DELIVERIES,
  linesOf,
  happenedAt,
  noonOf,
  offeringOf,
  READER,
  type Row,
  rowOf,
} from './demo-buit-rows';

const ENOUGH = 5000;
const HOUR = 3_600_000;

/** Who took the e-learning BUIT at its provider: lists with names, and numbers without. */
@Injectable()
export class DemoBuitSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  @DemoSeed('targets.demo-buit')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM catalogue.offering WHERE id = $1', [
      offeringOf('before'),
    ]);
    if (loaded) return false;
    const now = this.clock.now();
    const { course, source, before, reports } = demoBuit(now);
    const latest = new Date(now.getTime() - HOUR);
    const lists = [before, ...reports.map(({ named }) => named)];
    const list = lists.flatMap((people, index) =>
      people.map((person) => rowOf(person, DELIVERIES[index] ?? '', latest)),
    );
    await this.database.transaction(async (tx) => {
      await this.addOfferings(tx, demoCourseId(course));
      await this.addPeople(tx, list);
      await this.addParticipations(tx, list, demoCourseId(course));
      await this.addTotals(
        tx,
        course,
        reports.flatMap(({ totals }) => totals),
        latest,
      );
      const known = new Set([...before, ...(reports[0]?.named ?? [])].map(({ email }) => email));
      const yearBefore = before.filter(({ startedOn }) => startedOn >= '2024-01-01').length;
      await this.recordBaseline(tx, 2025, { persons: before.length, yearBefore, source });
      await this.recordBaseline(tx, reports[1]?.year ?? 0, {
        persons: known.size,
        source: t('targets.baseline.demo-source'),
      });
    });
    return true;
  }

  // There is no enrolment for it here: these rows stand for the course elsewhere, and are on no page.
  private async addOfferings(tx: EntityManager, courseId: string): Promise<void> {
    await insertRows(
      tx,
      'catalogue.offering',
      DELIVERIES.map((delivery) => ({
        id: offeringOf(delivery),
        course_id: courseId,
        status: 'inactive',
        mode: 'self_paced',
        capacity: ENOUGH,
        minimum: 0,
        confidential: false,
        audiences: [],
        tags: [],
        note: '',
        created_at: DEMO_START,
        version: 1,
        seats_taken: 0, // counted as they come
        overbooked: 0,
        waiting_count: 0,
      })),
    );
  }

  private async addPeople(tx: EntityManager, list: readonly Row[]): Promise<void> {
    const people = [...new Map(list.map((row) => [row.personId, row])).values()];
    await insertRows(
      tx,
      'people.person',
      people.map(({ personId, givenName, familyName, email, importedAt }) => ({
        id: personId,
        given_name: givenName,
        family_name: familyName,
        status: 'guest',
        pseudonym: demoId('pseudonym', email),
        created_at: importedAt,
      })),
    );
    await insertRows(
      tx,
      'people.email_address',
      people.map(({ personId, email }) => ({
        address: email,
        person_id: personId,
        is_primary: true,
      })),
    );
  }

  private async addParticipations(
    tx: EntityManager,
    list: readonly Row[],
    courseId: string,
  ): Promise<void> {
    const organisations = await organisationIds(tx);
    await insertRows(
      tx,
      'enrolment.enrolment',
      list.map((row) => ({
        id: row.enrolmentId,
        offering_id: row.offeringId,
        person_id: row.personId,
        organisation_id: organisations.get(row.organisation),
        state: row.completedOn ? 'finished' : 'enrolled',
        source: 'import',
        queued_at: happenedAt(row.startedOn, row),
        priority: 0,
        overbooked: false,
        late: false,
        outcome: row.completedOn ? 'completed' : null,
        changed_at: happenedAt(row.completedOn ?? row.startedOn, row),
      })),
    );
    await insertRows(
      tx,
      'attendance.completion',
      list.flatMap((row) =>
        row.completedOn
          ? [
              {
                id: demoId('completion', row.enrolmentId),
                enrolment_id: row.enrolmentId,
                person_id: row.personId,
                course_id: courseId,
                organisation_id: organisations.get(row.organisation),
                completed_at: happenedAt(row.completedOn, row),
                recorded_at: row.importedAt,
              },
            ]
          : [],
      ),
    );
    await this.journal.recordPast(
      tx,
      list.flatMap((row) => linesOf(row, organisations.get(row.organisation), courseId)),
    );
  }

  private async addTotals(
    tx: EntityManager,
    course: string,
    totals: readonly ExternalTotal[],
    latest: Date,
  ): Promise<void> {
    const acts = totals.map((total) => ({
      ...total,
      id: demoId('act', total.externalId),
      recordedAt: deliveredAt(total.day, latest),
    }));
    await insertRows(
      tx,
      'acts.act',
      acts.map(({ id, day, count, externalId, recordedAt }) => ({
        id,
        kind: 'reported_total',
        occurred_on: day,
        subkind: course,
        flags: {},
        quantity: count,
        reference: externalId,
        grade: 'C',
        source: 'fier',
        external_id: externalId,
        recorded_at: recordedAt,
        recorded_by: READER,
      })),
    );
    await this.journal.recordPast(
      tx,
      acts.map(({ id, recordedAt }) => ({
        action: 'act.recorded',
        subjectId: id,
        actorId: READER,
        data: { kind: 'reported_total' },
        recordedAt,
      })),
    );
  }

  // Frozen before the first count of the year, so that no person can become "extra" afterwards.
  private async recordBaseline(
    tx: EntityManager,
    year: number,
    baseline: { persons: number; yearBefore?: number; source: string },
  ): Promise<void> {
    const recordedAt = momentOn(`${year}-01-06`, '10:00');
    const at = new Date(Math.min(recordedAt.getTime(), this.clock.now().getTime()));
    const [target] = await rows<{ id: string }>(
      tx,
      `UPDATE targets.target t SET baseline = $2 FROM targets.plan p
        WHERE p.id = t.plan_id AND p.year = $1 AND t.code = 'T26' RETURNING t.id`,
      [year, { ...baseline, recordedAt: at, recordedBy: READER }],
    );
    if (!target) return;
    await keepStates(tx, { of: target.id, at });
    await rows(
      tx,
      `INSERT INTO targets.baseline_member (target_id, source_id)
       SELECT $1, id FROM enrolment.enrolment
        WHERE offering_id = ANY ($2) AND queued_at < $3`,
      [target.id, DELIVERIES.map(offeringOf), noonOf(`${year}-01-01`)],
    );
    await this.journal.recordPast(tx, [
      {
        action: 'target.baseline-recorded',
        subjectId: target.id,
        actorId: READER,
        data: baseline,
        recordedAt: at,
      },
    ]);
  }
}
