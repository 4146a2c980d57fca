import { type EventName, isId, Journal, newId } from '@academie/platform';
import { type PlanDocument, PlanService, type PlanTarget } from '@academie/targets';

import type { Academie } from '../support/academie';

interface Participant {
  id: string;
}

interface HeldOptions {
  courseId: string;
  /** First session. */
  startsAt: Date;
  sessions: number;
  /** Of each session. */
  minutes: number;
  trainerIds: string[];
  organiserId: string;
  /** Organisation in the enrolment, by person id. */
  organisations: Record<string, string>;
  mode: string;
}

/** What the ledger looks at, written where attendance and acts write it. */
export class GivenLedger {
  constructor(private readonly academie: Academie) {}

  /** A plan of 2026 with these targets, all owned by the themes, with a norm of 2 unless given. */
  async plan(
    owners: string[],
    targets: (Pick<PlanTarget, 'code' | 'rule'> & Partial<PlanTarget>)[],
    period = { from: '2026-01-01', until: '2027-01-01' },
  ): Promise<void> {
    const plan: PlanDocument = {
      year: Number(period.from.slice(0, 4)),
      title: 'Proefplan',
      version: newId(),
      status: 'adopted',
      period,
      targets: targets.map((target) => ({
        title: `Doel ${target.code}`,
        sentence: `De belofte van ${target.code}.`,
        sourceLines: [1],
        owners,
        unit: 'events',
        operator: 'at_least',
        norm: 2,
        measures: [],
        ...target,
      })),
      others: [],
    };
    await this.academie.app.get(PlanService).load(plan);
  }

  /** What a target's measure counts now, of all grades together. */
  async value(code: string, measure = 'value'): Promise<number> {
    const row = await this.academie.database.first<{ sum: number }>(
      `SELECT coalesce(sum(r.quantity), 0)::int AS sum FROM targets.rollup r
         JOIN targets.target t ON t.id = r.target_id WHERE t.code = $1 AND r.measure = $2`,
      [code, measure],
    );
    return row!.sum;
  }

  values(...codes: string[]): Promise<number[]> {
    return Promise.all(codes.map((code) => this.value(code)));
  }

  async target(code: string): Promise<{ id: string; version: number }> {
    const row = await this.academie.database.first<{ id: string; version: number }>(
      'SELECT id, version FROM targets.target WHERE code = $1',
      [code],
    );
    return row!;
  }

  /** An offering that was held with these people present, its registers closed. */
  async held(
    participants: Participant[],
    options: Partial<HeldOptions> = {},
  ): Promise<{ id: string; courseId: string; sessionIds: string[]; enrolmentIds: string[] }> {
    const offering = await this.academie.given.offering({
      startsAt: new Date('2026-02-10T09:30:00+01:00'),
      ...options,
    });
    // Nothing is held before its last session has ended.
    const { clock } = this.academie;
    const over = await this.academie.database.first<{ at: Date }>(
      'SELECT ends_at AS at FROM catalogue.offering WHERE id = $1',
      [offering.id],
    );
    if (clock.now() < over!.at) clock.set(over!.at);
    const enrolmentIds: string[] = [];
    for (const { id } of participants)
      enrolmentIds.push(await this.enrolment(offering.id, id, options.organisations?.[id]));
    for (const sessionId of offering.sessionIds)
      for (const enrolmentId of enrolmentIds) await this.mark(sessionId, enrolmentId, 'present');
    await this.close(offering);
    return { ...offering, enrolmentIds };
  }

  /** Changes jobs: from this day on, `yyyy-mm-dd`, somebody works for another organisation. */
  async moves(personId: string, organisationId: string, on: string): Promise<void> {
    const { database } = this.academie;
    await database.transaction(async (tx) => {
      const run = (sql: string, values: unknown[]) => database.rows(sql, values, tx);
      await run(
        'DELETE FROM people.membership WHERE person_id = $1 AND valid_to IS NULL AND valid_from >= $2',
        [personId, on],
      );
      await run(
        'UPDATE people.membership SET valid_to = $2 WHERE person_id = $1 AND valid_to IS NULL',
        [personId, on],
      );
      await run(
        `INSERT INTO people.membership (person_id, organisation_id, valid_from) VALUES ($1, $2, $3)`,
        [personId, organisationId, on],
      );
    });
  }

  async enrolment(offeringId: string, personId: string, organisationId?: string): Promise<string> {
    const { database, clock } = this.academie;
    const row = await database.first<{ id: string }>(
      `INSERT INTO enrolment.enrolment (offering_id, person_id, organisation_id, state, source, queued_at, changed_at)
       VALUES ($1, $2, coalesce($3, (SELECT organisation_id FROM people.membership WHERE person_id = $2 LIMIT 1)),
         'enrolled', 'self', $4, $4) RETURNING id`,
      [offeringId, personId, organisationId ?? null, clock.now()],
    );
    return row!.id;
  }

  async mark(sessionId: string, enrolmentId: string, value: string): Promise<void> {
    const { database, clock } = this.academie;
    await database.rows(
      `INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at)
       SELECT $1, s.id, $3, $4, 'correction', m.at, m.at FROM catalogue.session s,
         LATERAL (SELECT greatest($5::timestamptz, s.starts_at) AS at) m WHERE s.id = $2`,
      [newId(), sessionId, enrolmentId, value, clock.now()],
    );
  }

  /** Closes every register, and so the offering is held. */
  async close({ id, sessionIds }: { id: string; sessionIds: string[] }): Promise<void> {
    await this.happens('register.closed', sessionIds[0]!, { offeringId: id }, async (run) => {
      await run(
        `INSERT INTO attendance.register (session_id, state, closed_at)
         SELECT id, 'closed', greatest($2, starts_at) FROM catalogue.session WHERE id = ANY ($1)
         ON CONFLICT (session_id) DO UPDATE SET state = 'closed', closed_at = excluded.closed_at`,
        [sessionIds, this.academie.clock.now()],
      );
      await run(`UPDATE catalogue.offering SET status = 'held' WHERE id = $1`, [id]);
    });
  }

  async reopen({ id, sessionIds }: { id: string; sessionIds: string[] }): Promise<void> {
    await this.happens('register.reopened', sessionIds[0]!, { offeringId: id }, async (run) => {
      await run(
        `UPDATE attendance.register SET state = 'reopened', reopen_reason = 'Vergeten' WHERE session_id = $1`,
        [sessionIds[0]],
      );
      await run(`UPDATE catalogue.offering SET status = 'running' WHERE id = $1`, [id]);
    });
  }

  async cancel(offeringId: string): Promise<void> {
    await this.happens('offering.cancelled', offeringId, {}, (run) =>
      run(
        `UPDATE catalogue.offering SET status = 'cancelled', cancelled_at = $2, cancel_reason = 'Ziekte'
          WHERE id = $1`,
        [offeringId, this.academie.clock.now()],
      ),
    );
  }

  async act(act: {
    kind: string;
    occurredOn: string;
    organisationIds?: string[];
    subkind?: string;
    status?: string;
    flags?: Record<string, boolean>;
    quantity?: number;
    target?: string;
    grade?: string;
    document?: boolean;
    /** The act that this one corrects. */
    replacesId?: string;
  }): Promise<string> {
    const id = newId();
    await this.happens('act.recorded', id, { kind: act.kind }, async (run) => {
      await run(
        `INSERT INTO acts.act (id, kind, occurred_on, organisation_id, subkind, status, flags, quantity,
           target, grade, document_title, document_url, recorded_at, replaces_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          id,
          act.kind,
          act.occurredOn,
          act.organisationIds?.[0] ?? null,
          act.subkind ?? null,
          act.status ?? null,
          JSON.stringify(act.flags ?? {}),
          act.quantity ?? 1,
          act.target ?? null,
          act.grade ?? 'A',
          act.document ? 'Stuk' : null,
          act.document ? 'https://kennisbank.academie.example/stuk' : null,
          this.academie.clock.now(),
          act.replacesId ?? null,
        ],
      );
      for (const organisationId of act.organisationIds ?? [])
        await run('INSERT INTO acts.act_organisation (act_id, organisation_id) VALUES ($1, $2)', [
          id,
          organisationId,
        ]);
    });
    return id;
  }

  async retractAct(id: string): Promise<void> {
    await this.happens('act.retracted', id, {}, (run) =>
      run(`UPDATE acts.act SET retracted_at = $2, retract_reason = 'Dubbel' WHERE id = $1`, [
        id,
        this.academie.clock.now(),
      ]),
    );
  }

  /** Writes the change and its journal line in one transaction, as a command does. */
  async happens(
    action: EventName,
    subjectId: string,
    data: Record<string, unknown>,
    change: (run: (text: string, params: unknown[]) => Promise<unknown>) => Promise<unknown> = () =>
      Promise.resolve(),
  ): Promise<void> {
    if (!isId(subjectId)) throw new Error(`${action} needs a subject`);
    const { app, database } = this.academie;
    await database.transaction(async (tx) => {
      await change((text, params) => database.rows(text, params, tx));
      await app.get(Journal).record(tx, { action, subjectId, data });
    });
  }
}
