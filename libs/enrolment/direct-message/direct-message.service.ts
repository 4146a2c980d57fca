import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, Forgets, Journal, newId, NotFound, rows } from '@academie/platform';

import { EnrolmentAccess } from '../place/enrolment-access';
import type { MessageAudience } from './direct-message.entity';
import { NobodyToTell } from './direct-message.errors';
import { DirectMessageQueries, type SentMessage } from './direct-message.queries';

/** What somebody writes, and to whom. */
export interface NewMessage {
  /** `all`, `unconfirmed`, or the id of an enrolment. */
  to: string;
  subject: string;
  body: string;
  asksComing?: boolean | undefined;
  /** Of a form that may be sent twice; the second time changes nothing. */
  messageId?: string | undefined;
}

/** Lets those who give or organise an offering write to its participants, now. */
@Injectable()
export class DirectMessageService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly queries: DirectMessageQueries,
  ) {}

  /** @throws NotFound, NotAllowed unless the actor gives or organises the offering */
  async mustWrite(actor: Actor, offeringId: string, tx?: EntityManager): Promise<void> {
    const reach = await this.access.rightsIn(actor, offeringId, tx);
    if (!reach) throw new NotFound();
    if (!reach.organises && !reach.trains) throw new NotAllowed();
  }

  /** Sends it; the mails are written by a worker. @throws NotFound, NotAllowed, NobodyToTell */
  send(actor: Actor, offeringId: string, message: NewMessage): Promise<SentMessage> {
    return this.database.transaction(async (tx) => {
      await this.mustWrite(actor, offeringId, tx);
      const audience = audienceOf(message.to);
      const enrolmentId = audience === 'one' ? message.to : null;
      const readers = await this.queries.readers(offeringId, audience, enrolmentId, tx);
      if (readers.length === 0) throw new NobodyToTell();
      const id = message.messageId ?? newId();
      const sent = { id, audience, subject: message.subject, recipients: readers.length };
      const made = await rows(
        tx,
        `INSERT INTO enrolment.direct_message
           (id, offering_id, sender_id, audience, enrolment_id, asks_coming, subject, body, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING 1`,
        [
          ...[id, offeringId, actor.id, audience, enrolmentId, message.asksComing ?? false],
          ...[message.subject, message.body, this.clock.now()],
        ],
      );
      // Pressed twice. The words stay out of the journal: they are forgotten, it is not.
      if (made.length > 0)
        await this.journal.record(tx, {
          action: 'message.sent',
          subjectId: id,
          actorId: actor.id,
          data: { offeringId, audience, people: readers.length },
        });
      return sent;
    });
  }

  /** Forgets what was written, as the mails themselves are. */
  @Forgets({
    kind: 'enrolment.direct-messages',
    days: 365,
    least: 30,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, created_at AS at FROM enrolment.direct_message WHERE created_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM enrolment.direct_message WHERE id = ANY ($1)', [ids]);
  }
}

const audienceOf = (to: string): MessageAudience =>
  to === 'all' || to === 'unconfirmed' ? to : 'one';
