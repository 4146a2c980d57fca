import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';

import { SessionAccess } from '../register/session-access';
import { ScriptIsHidden } from './exercise.errors';
import { ExerciseQueries, type ObservedSession } from './exercise.queries';

/** An exercise for who may see it. */
export interface ReachedExercise extends ObservedSession {
  /** Gives or organises it: writes the script, reads what all observers noted. */
  leads: boolean;
}

/** Finds an exercise for those who lead it and those who watch it; participants see nothing of it. */
@Injectable()
export class ExerciseAccess {
  constructor(
    private readonly sessions: SessionAccess,
    private readonly queries: ExerciseQueries,
  ) {}

  /** For who gives or organises it. @throws NotFound, NotAllowed */
  async leading(actor: Actor, sessionId: string, tx?: EntityManager): Promise<ReachedExercise> {
    const { id, courseId, courseTitle, startsAt, endsAt } = await this.sessions.get(
      actor,
      sessionId,
      tx,
    );
    return { id, courseId, courseTitle, startsAt, endsAt, leads: true };
  }

  /** For observers too, unless they take part. @throws NotFound, NotAllowed, ScriptIsHidden */
  async reached(actor: Actor, sessionId: string, tx?: EntityManager): Promise<ReachedExercise> {
    const observed = await this.queries.asObserver(actor.id, sessionId, tx);
    if (!observed) return this.asLeader(actor, sessionId, tx);
    const leads = await this.leads(actor, sessionId, tx);
    return { ...observed, leads };
  }

  // Who was named before taking a place is told why there is nothing to see.
  private async asLeader(
    actor: Actor,
    sessionId: string,
    tx?: EntityManager,
  ): Promise<ReachedExercise> {
    try {
      return await this.leading(actor, sessionId, tx);
    } catch (error) {
      const isNamed = (await this.queries.observers(sessionId)).some(({ id }) => id === actor.id);
      if (isNamed && (await this.queries.takesPart(actor.id, sessionId, tx)))
        throw new ScriptIsHidden();
      throw error;
    }
  }

  // Who is both sees what who leads it sees.
  private async leads(actor: Actor, sessionId: string, tx?: EntityManager): Promise<boolean> {
    const found = await this.sessions.leadsAmong(actor, [sessionId], tx);
    return found.includes(sessionId);
  }
}
