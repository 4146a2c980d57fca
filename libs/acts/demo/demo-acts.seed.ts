import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { demoPeople, organisationIds } from '@academie/people';
import {
  Clock,
  Database,
  demoId,
  DemoSeed,
  insertRows,
  Journal,
  momentOn,
  rows,
} from '@academie/platform';

import { gradeOf } from '../kind/act-kind';
import { ActKinds } from '../kind/act-kinds';
import { type DemoAct, demoActs, FIRST_DEMO_ACT } from './demo-acts';

/** The controls, deliveries, publications and answers of 2025 and of this year. */
@Injectable()
export class DemoActsSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly kinds: ActKinds,
  ) {}

  @DemoSeed('acts.demo-acts')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM acts.act WHERE id = $1', [
      FIRST_DEMO_ACT,
    ]);
    if (loaded) return false;
    await this.database.transaction(async (tx) => {
      const municipalities = await rows<{ code: string }>(
        tx,
        `SELECT code FROM people.organisation WHERE kind = 'municipality' AND valid_to IS NULL
          ORDER BY code`,
      );
      const now = this.clock.now();
      const acts = demoActs(
        municipalities.map(({ code }) => code),
        now,
      );
      await this.addActs(tx, acts, now);
    });
    return true;
  }

  private gradeOf({ kind, subkind }: DemoAct): string {
    const known = this.kinds.get(kind);
    return known ? gradeOf(known, subkind, 'A') : 'A';
  }

  private async addActs(tx: EntityManager, acts: DemoAct[], now: Date): Promise<void> {
    const organisations = await organisationIds(tx);
    const leads = leadsByTheme();
    await insertRows(
      tx,
      'acts.act',
      acts.map((act) => ({
        id: act.id,
        kind: act.kind,
        occurred_on: act.occurredOn,
        organisation_id: organisations.get(act.organisations[0] ?? ''),
        team: act.team,
        subkind: act.subkind,
        status: act.status,
        flags: act.flags,
        quantity: this.kinds.get(act.kind)?.quantity?.default ?? 1,
        headcount: act.headcount,
        reference: act.reference,
        document_title: act.document?.title,
        document_url: act.document?.url,
        target: act.target,
        grade: this.gradeOf(act),
        source: 'own',
        once_in_year:
          this.kinds.get(act.kind)?.repeats === false ? Number(act.occurredOn.slice(0, 4)) : null,
        recorded_at: recordedAt(act, now),
        recorded_by: leads.get(act.theme),
      })),
    );
    await insertRows(
      tx,
      'acts.act_organisation',
      acts.flatMap(({ id, organisations: codes }) =>
        codes.map((code) => ({ act_id: id, organisation_id: organisations.get(code) })),
      ),
    );
    await this.journal.recordPast(
      tx,
      acts.map((act) => ({
        action: 'act.recorded',
        subjectId: act.id,
        actorId: leads.get(act.theme),
        data: { kind: act.kind },
        recordedAt: recordedAt(act, now),
      })),
    );
  }
}

// Written down at the end of the day; what is to come was written down this morning.
function recordedAt({ occurredOn }: DemoAct, now: Date): Date {
  const evening = momentOn(occurredOn, '16:30');
  return evening < now ? evening : new Date(now.getTime() - 3_600_000);
}

function leadsByTheme(): Map<string, string> {
  return new Map(
    demoPeople().flatMap(({ email, roles }) =>
      (roles ?? []).flatMap(({ themes }) =>
        (themes ?? []).map((slug) => [slug, demoId('person', email)] as const),
      ),
    ),
  );
}
