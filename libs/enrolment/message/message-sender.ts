import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  CheckBeforeMail,
  CONFIG,
  type Config,
  Database,
  Job,
  type QueuedMail,
  Mail,
  rows,
} from '@academie/platform';

import { EnrolmentMailQueries, type MailFacts } from './enrolment-mail.queries';
import { MessagePreferences } from './message-preferences';
import { type EffectiveRule, MessageRules } from './message-rules';
import { type DueMessage, MessageSchedule } from './message-schedule.queries';
import { filled, paragraphsOf, valuesOf } from './message-text';
import {
  placeOf,
  type SessionRow,
  OfferingSessionsQueries,
} from '../place/offering-sessions.queries';

/** The view of every message that goes by the clock. */
export const SCHEDULED_VIEW = 'enrolment/message/mails/scheduled';
const BATCH = 200;

/** A message as its reader gets it, apart from who that is. */
export interface WrittenMessage {
  subject: string;
  context: object;
}

/** Sends reminders and messages afterwards. Any number of workers may do so at once. */
@Injectable()
export class MessageSender {
  constructor(
    private readonly database: Database,
    private readonly mail: Mail,
    private readonly schedule: MessageSchedule,
    private readonly rules: MessageRules,
    private readonly facts: EnrolmentMailQueries,
    private readonly sessions: OfferingSessionsQueries,
    private readonly preferences: MessagePreferences,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Queues all that is due. Returns how many it queued itself. */
  @Job('*/10 * * * *', 'enrolment.send-messages')
  async sendDue(): Promise<number> {
    const tried = new Set<string>();
    let queued = 0;
    for (;;) {
      const due = (await this.schedule.due(BATCH + tried.size)).filter(
        ({ dedupeKey }) => !tried.has(dedupeKey),
      );
      if (due.length === 0) return queued;
      for (const message of due) {
        tried.add(message.dedupeKey);
        if (await this.send(message)) queued += 1;
      }
    }
  }

  /** Whether a message that was queued is still true at the moment it leaves (invariant 6). */
  @CheckBeforeMail(SCHEDULED_VIEW)
  async isStillTrue(tx: EntityManager, { dedupeKey }: QueuedMail): Promise<boolean> {
    const [enrolmentId, , , before] = dedupeKey.split(':');
    const found = await rows<{ state: string }>(
      tx,
      // Not held: the person who cancels does not wait for a mail server.
      'SELECT state FROM enrolment.enrolment WHERE id = $1',
      [enrolmentId],
    );
    const state = found[0]?.state;
    // Only what is sent beforehand has a day in its key.
    return before ? state === 'enrolled' : state === 'enrolled' || state === 'finished';
  }

  /** Fills in a rule's text. `extra` is where a mail with a text of its own shows it. */
  written(rule: Pick<EffectiveRule, 'subject' | 'body'>, facts: MailFacts, session?: SessionRow) {
    const values = valuesOf({
      name: facts.attendee.name,
      courseTitle: facts.courseTitle,
      courseSlug: facts.courseSlug,
      session: session && { startsAt: session.startsAt, where: placeOf(session) },
      publicUrl: this.config.publicUrl,
    });
    return {
      subject: rule.subject === null ? null : filled(rule.subject, values),
      extra: rule.body === null ? [] : paragraphsOf(filled(rule.body, values)),
    };
  }

  /** The message of a rule that goes by the clock. */
  message(rule: EffectiveRule, facts: MailFacts, session: SessionRow | undefined): WrittenMessage {
    const { subject, extra } = this.written(rule, facts, session);
    return {
      subject: subject ?? rule.label,
      context: {
        name: facts.attendee.name,
        extra,
        before: rule.moment === 'before',
        sessions: session ? [{ ...session, where: placeOf(session) }] : [],
        note: rule.moment === 'before' ? facts.note : undefined,
        courseTitle: facts.courseTitle,
        courseSlug: facts.courseSlug,
        ownPage: facts.ownPage,
      },
    };
  }

  // The row is held while the mail is written down: who cancels meanwhile waits, or was first.
  private send(due: DueMessage): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const held = await rows<{ state: string }>(
        tx,
        `SELECT state FROM enrolment.enrolment WHERE id = $1 FOR SHARE`,
        [due.enrolmentId],
      );
      if (
        held[0]?.state !== 'enrolled' &&
        !(due.moment === 'after' && held[0]?.state === 'finished')
      )
        return false;
      const rule = await this.rules.one(due, due.key, tx);
      const facts = await this.facts.ofEnrolment(tx, due.enrolmentId);
      if (!rule?.enabled || !facts) return false;
      const session = (await this.sessions.ofOfferings([due.offeringId], tx)).find(
        ({ id }) => id === due.sessionId,
      );
      const { subject, context } = this.message(rule, facts, session);
      return this.mail.queue(tx, {
        dedupeKey: due.dedupeKey,
        template: SCHEDULED_VIEW,
        recipient: facts.attendee.email,
        recipientPersonId: facts.personId,
        aboutId: due.offeringId,
        subject,
        context,
        unsubscribeUrl:
          rule.topic === null
            ? undefined
            : await this.preferences.unsubscribeUrl(tx, facts.personId, rule.topic),
      });
    });
  }
}
