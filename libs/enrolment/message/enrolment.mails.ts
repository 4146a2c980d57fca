import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { hoursText } from '@academie/catalogue';
import {
  Clock,
  hasText,
  type JournalEvent,
  Mail,
  type MailRequest,
  OnJournal,
  rows,
  t,
} from '@academie/platform';

import { CalendarEntries } from '../calendar/calendar-entries';
import { EnrolmentMailQueries, LOCK, type MailFacts } from './enrolment-mail.queries';
import { MessageRules } from './message-rules';
import { MessageSender } from './message-sender';
import { newsSubject, type SessionNews, sessionNews } from './session-news';
import { type KnownSession, OfferingSessionsQueries } from '../place/offering-sessions.queries';

type Template =
  | 'confirmed'
  | 'waitlisted'
  | 'requested'
  | 'declined'
  | 'offered'
  | 'promoted'
  | 'cancelled'
  | 'left-waiting-list'
  | 'offering-cancelled'
  | 'not-placed'
  | 'offer-lapsed'
  | 'request-lapsed'
  | 'no-longer-admitted'
  | SessionTemplate;

type SessionTemplate = 'session-moved' | 'session-added' | 'session-cancelled';

/** The subject of a mail that no organiser rewrote. */
export const defaultSubject = (template: string, courseTitle: string): string =>
  `${t(`enrolment.subject.${hasText(`enrolment.subject.${template}`) ? template : 'other'}`)}: ${courseTitle}`;

const HEARD = [
  'enrolment.enrolled',
  'enrolment.waitlisted',
  'enrolment.requested',
  'enrolment.declined',
  'enrolment.offered',
  'enrolment.promoted',
  'enrolment.cancelled',
  'session.moved',
] as const;

/** Tells people what happened to their enrolment, once each, with what their calendar must know. */
@Injectable()
export class EnrolmentMails {
  constructor(
    private readonly mail: Mail,
    private readonly facts: EnrolmentMailQueries,
    private readonly sessions: OfferingSessionsQueries,
    private readonly calendar: CalendarEntries,
    private readonly rules: MessageRules,
    private readonly sender: MessageSender,
    private readonly clock: Clock,
  ) {}

  @OnJournal('enrolment.mails', ...HEARD)
  async handle(tx: EntityManager, event: JournalEvent<(typeof HEARD)[number]>): Promise<void> {
    if (event.action === 'session.moved') return this.sessionChanged(tx, event);
    const { offeringId, personId } = event.data as { offeringId: string; personId: string };
    // Two workers may hold two events of one person. Whichever comes second sees what the first one
    // sent, so no invitation follows its own withdrawal.
    await rows(tx, `SELECT ${LOCK}`, [offeringId, personId]);
    const facts = await this.facts.ofEnrolment(tx, event.subjectId);
    if (!facts) return;
    switch (event.action) {
      case 'enrolment.enrolled':
        // A person who walked in is there already.
        if (event.data.walkIn !== true) await this.seated(tx, event, facts, 'confirmed');
        return;
      case 'enrolment.promoted':
        return this.seated(tx, event, facts, 'promoted');
      case 'enrolment.waitlisted':
      case 'enrolment.requested':
      case 'enrolment.declined':
      case 'enrolment.offered':
        return this.told(tx, event, facts);
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

  // The word of the state is the name of the mail.
  private async told(tx: EntityManager, event: JournalEvent, facts: MailFacts): Promise<void> {
    const template = event.action.slice('enrolment.'.length);
    if (facts.state === template && isTold(template)) await this.send(tx, event, facts, template);
  }

  // The calendar may hold more than what still goes on: all of it is withdrawn.
  private async cancelled(tx: EntityManager, event: JournalEvent, facts: MailFacts): Promise<void> {
    const body = facts.isBackAgain
      ? undefined
      : await this.calendar.cancel(tx, facts, await this.notOver(tx, facts.offeringId));
    await this.send(tx, event, facts, templateOf(event), part('CANCEL', body));
  }

  // Looks at how the session is now, not at what happened to it, so the order of events does not matter.
  private async sessionChanged(tx: EntityManager, event: JournalEvent): Promise<void> {
    const { offeringId, added } = event.data as { offeringId: string; added?: boolean };
    await this.facts.lockSeated(tx, offeringId);
    const moved = (await this.notOver(tx, offeringId)).filter(({ id }) => id === event.subjectId);
    const [session] = moved;
    if (!session) return;
    const news = await sessionNews(tx, event, session);
    for (const facts of await this.facts.ofSeated(tx, offeringId)) {
      const goesOn = session.status === 'planned';
      const method = goesOn ? 'REQUEST' : 'CANCEL';
      const body = goesOn
        ? await this.calendar.request(tx, facts, moved, true)
        : await this.calendar.cancel(tx, facts, moved);
      const template = goesOn ? (added ? 'session-added' : 'session-moved') : 'session-cancelled';
      if (body) await this.send(tx, event, { ...facts, moved }, template, part(method, body), news);
    }
  }

  private async notOver(tx: EntityManager, offeringId: string): Promise<KnownSession[]> {
    const now = this.clock.now();
    return (await this.sessions.everOfOffering(offeringId, tx)).filter(
      ({ endsAt }) => endsAt > now,
    );
  }

  private async send(
    tx: EntityManager,
    event: JournalEvent,
    facts: MailFacts,
    template: Template,
    calendar?: MailRequest['calendar'],
    news?: SessionNews,
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
      template: `enrolment/message/mails/${template}`,
      recipient: facts.attendee.email,
      recipientPersonId: facts.personId,
      aboutId: facts.offeringId,
      subject:
        subject ??
        (template === 'session-moved' && news
          ? newsSubject(news, facts.courseTitle)
          : defaultSubject(template, facts.courseTitle)),
      context: {
        ...facts,
        extra,
        news,
        sessions: calendar?.method === 'REQUEST' ? facts.sessions : withoutLinks(facts.sessions),
        name: facts.attendee.name,
        reason: event.reason,
        bySomebodyElse: event.onBehalfOf !== null,
        forDuty: facts.source === 'duty',
        approved: event.data.from === 'requested',
        offerText: facts.offerHours === null ? undefined : hoursText(facts.offerHours),
        hasCalendar: calendar !== undefined,
      },
      calendar,
    });
  }
}

const TOLD = ['waitlisted', 'requested', 'declined', 'offered'] as const;
const isTold = (word: string): word is (typeof TOLD)[number] =>
  (TOLD as readonly string[]).includes(word);

// The link to a meeting is for the person who has a seat.
const withoutLinks = (sessions: MailFacts['sessions']): object[] =>
  sessions.map((session) => ({ ...session, onlineUrl: null }));

const part = (method: 'REQUEST' | 'CANCEL', body: string | undefined): MailRequest['calendar'] =>
  body === undefined ? undefined : { method, body };

function templateOf({ data }: JournalEvent): Template {
  if (data.by === 'offering') return 'offering-cancelled';
  if (data.because === 'offer-expired') return 'offer-lapsed';
  if (data.because === 'not-decided') return 'request-lapsed';
  if (data.because === 'not-admitted') return 'no-longer-admitted';
  if (data.by === 'lapse') return data.from === 'requested' ? 'request-lapsed' : 'not-placed';
  return data.from === 'enrolled' || data.from === 'offered' ? 'cancelled' : 'left-waiting-list';
}
