import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  type JournalConsumer,
  type JournalEvent,
  Mail,
  type MailRequest,
  rows,
} from '@academie/platform';

import { CalendarEntries } from './calendar-entries';
import { EnrolmentMailFacts, type MailFacts } from './mail-facts';
import { MessageRules } from './message-rules';
import { MessageSender } from './message-sender';
import { SessionsQueries } from './sessions.queries';

type Template =
  | 'confirmed'
  | 'waitlisted'
  | 'promoted'
  | 'cancelled'
  | 'left-waiting-list'
  | 'offering-cancelled'
  | 'not-placed'
  | 'session-moved';

const SUBJECT: Record<Template, string> = {
  confirmed: 'Ingeschreven',
  waitlisted: 'Op de wachtlijst',
  promoted: 'Er is een plek voor u',
  cancelled: 'Afgemeld',
  'left-waiting-list': 'Van de wachtlijst af',
  'offering-cancelled': 'Gaat niet door',
  'not-placed': 'Helaas geen plek',
  'session-moved': 'Nieuwe datum, tijd of plaats',
};

/** The subject of a mail that no organiser rewrote. */
export const defaultSubject = (template: string, courseTitle: string): string =>
  `${(SUBJECT as Record<string, string | undefined>)[template] ?? 'Bericht'}: ${courseTitle}`;

/** Tells people what happened to their enrolment, once each, with what their calendar must know. */
@Injectable()
export class EnrolmentMails implements JournalConsumer {
  readonly name = 'enrolment.mails';
  readonly actions = [
    'enrolment.enrolled',
    'enrolment.waitlisted',
    'enrolment.promoted',
    'enrolment.cancelled',
    'session.moved',
  ] as const;

  constructor(
    private readonly mail: Mail,
    private readonly facts: EnrolmentMailFacts,
    private readonly sessions: SessionsQueries,
    private readonly calendar: CalendarEntries,
    private readonly rules: MessageRules,
    private readonly sender: MessageSender,
  ) {}

  async handle(tx: EntityManager, event: JournalEvent): Promise<void> {
    if (event.action === 'session.moved') return this.sessionMoved(tx, event);
    const { offeringId, personId } = event.data as { offeringId: string; personId: string };
    // Two workers may hold two events of one person. Whichever comes second sees what the first one
    // sent, so no invitation follows its own withdrawal.
    await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${offeringId}:${personId}`,
    ]);
    const facts = await this.facts.ofEnrolment(tx, event.subjectId);
    if (!facts) return;
    switch (event.action) {
      case 'enrolment.enrolled':
        // Whoever walked in is there already.
        if (event.data.walkIn !== true) await this.seated(tx, event, facts, 'confirmed');
        return;
      case 'enrolment.promoted':
        return this.seated(tx, event, facts, 'promoted');
      case 'enrolment.waitlisted':
        if (facts.state === 'waitlisted') await this.send(tx, event, facts, 'waitlisted');
        return;
      case 'enrolment.cancelled':
        return this.cancelled(tx, event, facts);
    }
  }

  // What is no longer true is not sent: the mail about what came after it is.
  private async seated(
    tx: EntityManager,
    event: JournalEvent,
    facts: MailFacts,
    template: 'confirmed' | 'promoted',
  ): Promise<void> {
    if (facts.state !== 'enrolled') return;
    const body = await this.calendar.request(tx, facts, facts.sessions);
    await this.send(tx, event, facts, template, part('REQUEST', body));
  }

  private async cancelled(tx: EntityManager, event: JournalEvent, facts: MailFacts): Promise<void> {
    const body = facts.isBackAgain
      ? undefined
      : await this.calendar.cancel(tx, facts, facts.sessions);
    await this.send(tx, event, facts, templateOf(event), part('CANCEL', body));
  }

  private async sessionMoved(tx: EntityManager, event: JournalEvent): Promise<void> {
    const { offeringId } = event.data as { offeringId: string };
    const sessions = await this.sessions.ofOfferings([offeringId], tx);
    const moved = sessions.filter(({ id }) => id === event.subjectId);
    if (moved.length === 0) return;
    for (const facts of await this.facts.ofSeated(tx, offeringId)) {
      const body = await this.calendar.request(tx, facts, moved, true);
      if (body)
        await this.send(tx, event, { ...facts, moved }, 'session-moved', part('REQUEST', body));
    }
  }

  private async send(
    tx: EntityManager,
    event: JournalEvent,
    facts: MailFacts,
    template: Template,
    calendar?: MailRequest['calendar'],
  ): Promise<void> {
    const rule = await this.rules.one(facts, template, tx);
    if (rule && !rule.enabled) return;
    const { subject, extra } = this.sender.written(
      { subject: rule?.subject ?? null, body: rule?.body ?? null },
      facts,
      facts.moved?.[0] ?? facts.sessions[0],
    );
    await this.mail.queue(tx, {
      dedupeKey: `${facts.enrolmentId}:${template}:${event.id}`,
      template: `enrolment/views/mails/${template}`,
      recipient: facts.attendee.email,
      recipientPersonId: facts.personId,
      aboutId: facts.offeringId,
      subject: subject ?? defaultSubject(template, facts.courseTitle),
      context: {
        ...facts,
        extra,
        sessions: calendar?.method === 'REQUEST' ? facts.sessions : withoutLinks(facts.sessions),
        name: facts.attendee.name,
        reason: event.reason,
        bySomebodyElse: event.onBehalfOf !== null,
        hasCalendar: calendar !== undefined,
      },
      calendar,
    });
  }
}

// The link to a meeting is for whoever has a seat.
const withoutLinks = (sessions: MailFacts['sessions']): object[] =>
  sessions.map((session) => ({ ...session, onlineUrl: null }));

const part = (method: 'REQUEST' | 'CANCEL', body: string | undefined): MailRequest['calendar'] =>
  body === undefined ? undefined : { method, body };

function templateOf({ data }: JournalEvent): Template {
  if (data.by === 'offering') return 'offering-cancelled';
  if (data.by === 'lapse') return 'not-placed';
  return data.from === 'enrolled' || data.from === 'offered' ? 'cancelled' : 'left-waiting-list';
}
