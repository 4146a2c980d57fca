import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';

import { SessionAccess } from '../register/session-access';
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

  /** For observers too. @throws NotFound, NotAllowed */
  async reached(actor: Actor, sessionId: string, tx?: EntityManager): Promise<ReachedExercise> {
    const observed = await this.queries.asObserver(actor.id, sessionId, tx);
    if (!observed) return this.leading(actor, sessionId, tx);
    const leads = await this.leads(actor, sessionId, tx);
    return { ...observed, leads };
  }

  // Who is both sees what who leads it sees.
  private async leads(actor: Actor, sessionId: string, tx?: EntityManager): Promise<boolean> {
    const found = await this.sessions.leadsAmong(actor, [sessionId], tx);
    return found.includes(sessionId);
  }
}
