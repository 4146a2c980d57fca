import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import { VALUE } from '../counting/measure-names';
import { isPartOf } from '../evidence/evidence.queries';
import { isCoverage } from '../rule/coverage.rule';
import { type TargetRow, TargetQueries } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import * as refusal from '../targets.errors';
import { ContestQueries, type ContestRow } from './contest.queries';

/** What is contested, and why. */
export interface NewContest {
  targetId: string;
  organisationId: string;
  /** The unit that counts and is wrong; null: something that lacks. */
  contributionId: string | null;
  /** Dutch. */
  reason: string;
}

/** What a theme lead says of it. */
export interface ContestAnswer {
  /** Whether the organisation is right. */
  isRight: boolean;
  /** Dutch. */
  answer: string;
  /** Path in the academie where it is put right; needed when the organisation is right. */
  correction?: string | undefined;
}

/** Contesting what counts, answering it, taking it back. No number changes by it. */
@Injectable()
export class ContestService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly targets: TargetQueries,
    private readonly contests: ContestQueries,
    private readonly service: TargetService,
  ) {}

  /**
   * Contests a unit or a gap for an organisation that the actor coordinates, and returns its id.
   * @throws NotFound, AlreadyCovered, AlreadyContested
   */
  make(actor: Actor, { targetId, organisationId, contributionId, reason }: NewContest) {
    return this.database.transaction(async (tx) => {
      if (!actor.coordinates(organisationId)) throw new NotFound();
      const target = await this.targets.row(targetId, tx);
      if (!target) throw new NotFound();
      await this.checkSubject(tx, target, organisationId, contributionId);
      const id = newId();
      const made = await rows(
        tx,
        `INSERT INTO targets.contest (id, target_id, organisation_id, contribution_id, reason, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
        [id, targetId, organisationId, contributionId, reason, actor.id, this.clock.now()],
      );
      if (made.length === 0) throw new refusal.AlreadyContested();
      await this.record(tx, actor, 'contest.made', { id, target, organisationId, reason });
      return id;
    });
  }

  /** @throws NotFound, NotAnOwner, ContestOver, CorrectionNeeded */
  answer(actor: Actor, id: string, { isRight, answer, correction }: ContestAnswer): Promise<void> {
    return this.database.transaction(async (tx) => {
      const contest = await this.lock(tx, id);
      if (!this.service.decides(actor, contest.owners)) throw new refusal.NotAnOwner();
      if (contest.state !== 'open') throw new refusal.ContestOver();
      if (isRight && !correction) throw new refusal.CorrectionNeeded();
      await rows(
        tx,
        `UPDATE targets.contest SET state = $2, answer = $3, correction = $4, answered_at = $5
          WHERE id = $1`,
        [
          id,
          isRight ? 'accepted' : 'explained',
          answer,
          isRight ? correction : null,
          this.clock.now(),
        ],
      );
      await this.record(tx, actor, 'contest.answered', {
        ...{ id, target: contest, organisationId: contest.organisationId, reason: answer },
        more: { isRight },
      });
    });
  }

  /** Only who made it takes it back. @throws NotFound, NotTheMaker, ContestOver */
  withdraw(actor: Actor, id: string): Promise<ContestRow> {
    return this.database.transaction(async (tx) => {
      const contest = await this.lock(tx, id);
      if (!actor.coordinates(contest.organisationId)) throw new NotFound();
      if (contest.madeBy !== actor.id) throw new refusal.NotTheMaker();
      if (contest.state !== 'open') throw new refusal.ContestOver();
      await rows(tx, `UPDATE targets.contest SET state = 'withdrawn' WHERE id = $1`, [id]);
      const { organisationId } = contest;
      await this.record(tx, actor, 'contest.withdrawn', { id, target: contest, organisationId });
      return contest;
    });
  }

  /** Whether this can be contested: a unit that counts for it, or a gap. */
  private async checkSubject(
    tx: EntityManager,
    target: TargetRow,
    organisationId: string,
    contributionId: string | null,
  ): Promise<void> {
    if (contributionId) {
      const unit = await rows(
        tx,
        `SELECT 1 FROM targets.contribution c JOIN targets.evidence e ON e.id = c.evidence_id
          WHERE c.id = $1 AND c.target_id = $2 AND c.measure = $3 AND c.uncounted_at IS NULL
            AND ${isPartOf('$4')}`,
        [contributionId, target.id, VALUE, organisationId],
      );
      if (unit.length === 0) throw new NotFound();
    } else if (isCoverage(target.rule)) {
      const [covered] = await rows<{ organisation: string }>(
        tx,
        `SELECT g.short_name AS organisation FROM targets.contribution c
           JOIN people.known_organisation g ON g.id = $3
          WHERE c.target_id = $1 AND c.measure = $2 AND c.subject_key = $3::uuid::text
            AND c.uncounted_at IS NULL AND c.grade <> 'C'`,
        [target.id, VALUE, organisationId],
      );
      if (covered) throw new refusal.AlreadyCovered(covered);
    }
  }

  private async lock(tx: EntityManager, id: string): Promise<ContestRow> {
    await rows(tx, 'SELECT id FROM targets.contest WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const contest = await this.contests.one(id, tx);
    if (!contest) throw new NotFound();
    return contest;
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: 'contest.made' | 'contest.answered' | 'contest.withdrawn',
    about: {
      id: string;
      target: { code: string };
      organisationId: string;
      reason?: string;
      more?: object;
    },
  ): Promise<unknown> {
    const { id, target, organisationId, reason, more } = about;
    return this.journal.record(tx, {
      action,
      subjectId: id,
      actorId: actor.id,
      ...(reason && { reason }),
      data: { code: target.code, organisationId, ...more },
    });
  }
}
