import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Database, type FieldProblem, InvalidInput, Journal, rows } from '@academie/platform';

import { lockManaged, requireRunning } from '../offering/offering-lock';
import { SessionTrainerQueries } from './session-trainer.queries';

/** Who is to give one session. */
export interface WantedGivers {
  sessionId: string;
  /** Trainers of the offering. */
  trainerIds: readonly string[];
  /** Somebody with the role of trainer who is none of these. */
  standInId?: string | undefined;
}

/** The name of the field about the trainers of a session, and about who stands in. */
export const giversField = (sessionId: string): string => `trainers.${sessionId}`;
export const standInField = (sessionId: string): string => `vervanger.${sessionId}`;

/** Says of sessions who gives them, when that is not simply all trainers of the offering. */
@Injectable()
export class SessionTrainerService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly queries: SessionTrainerQueries,
  ) {}

  /**
   * All of it or nothing; of sessions that are not named nothing changes.
   * @throws OfferingNotFound, NotYourTheme, OfferingIsOver, InvalidInput for a session that nobody gives or that is over
   */
  save(actor: Actor, offeringId: string, wanted: readonly WantedGivers[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      requireRunning(await lockManaged(tx, actor, offeringId));
      const before = await this.queries.ofOffering(offeringId, tx);
      const team = (await this.queries.team(offeringId, tx)).map(({ id }) => id);
      const known = new Set((await this.queries.trainers(tx)).map(({ id }) => id));
      const problems = wanted.flatMap((one) => problemsOf(one, before, team, known));
      if (problems.length > 0) throw new InvalidInput(problems);
      for (const one of wanted) await this.write(tx, one, team);
      const after = await this.queries.ofOffering(offeringId, tx);
      for (const { sessionId, giverIds } of after) {
        const were = before.find((one) => one.sessionId === sessionId)?.giverIds ?? [];
        const added = giverIds.filter((id) => !were.includes(id));
        const removed = were.filter((id) => !giverIds.includes(id));
        if (added.length + removed.length > 0)
          await this.journal.record(tx, {
            action: 'session.trainers-changed',
            subjectId: sessionId,
            actorId: actor.id,
            data: { offeringId, added, removed },
          });
      }
    });
  }

  // Rows only where a session differs: who joins the team later gives all the others by itself.
  private async write(
    tx: EntityManager,
    { sessionId, trainerIds, standInId }: WantedGivers,
    team: readonly string[],
  ): Promise<void> {
    await rows(tx, 'DELETE FROM catalogue.session_trainer WHERE session_id = $1', [sessionId]);
    const stay = team.filter((id) => trainerIds.includes(id));
    if (!standInId && stay.length === team.length) return;
    const [away, ...more] = team.filter((id) => !trainerIds.includes(id));
    await rows(
      tx,
      `INSERT INTO catalogue.session_trainer (session_id, person_id)
       SELECT $1::uuid, stay FROM unnest($2::uuid[]) stay`,
      [sessionId, stay],
    );
    if (standInId)
      await rows(
        tx,
        `INSERT INTO catalogue.session_trainer (session_id, person_id, stands_in_for) VALUES ($1, $2, $3)`,
        [sessionId, standInId, more.length === 0 ? (away ?? null) : null],
      );
  }
}

function problemsOf(
  { sessionId, trainerIds, standInId }: WantedGivers,
  sessions: readonly { sessionId: string }[],
  team: readonly string[],
  known: ReadonlySet<string>,
): FieldProblem[] {
  const problem = (field: string, code: string): FieldProblem => ({
    field,
    code: `catalogue.${code}`,
    message: `${field}: ${code}`,
  });
  if (!sessions.some((one) => one.sessionId === sessionId))
    return [problem(giversField(sessionId), 'session-gone')];
  if (standInId && (!known.has(standInId) || team.includes(standInId)))
    return [problem(standInField(sessionId), 'no-trainer')];
  const given = Boolean(standInId) || team.some((id) => trainerIds.includes(id));
  return given || team.length === 0 ? [] : [problem(giversField(sessionId), 'nobody-gives')];
}
