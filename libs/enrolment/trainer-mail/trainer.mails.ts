import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { OfferingTrainers } from '@academie/catalogue';
import {
  Clock,
  type JournalEvent,
  Mail,
  type MailRequest,
  OnJournal,
  rows,
  t,
} from '@academie/platform';

import { CalendarEntries } from '../calendar/calendar-entries';
import { EnrolmentMailQueries, type TrainerFacts } from '../message/enrolment-mail.queries';
import { newsSubject, type SessionNews, sessionNews } from '../message/session-news';
import { type KnownSession, OfferingSessionsQueries } from '../place/offering-sessions.queries';

const HEARD = [
  'offering.published',
  'offering.trainers-changed',
  'offering.cancelled',
  'session.moved',
  'session.trainers-changed',
] as const;

/** What a trainer is told; each has its sentences in mails/trainer.hbs. */
type News =
  | 'assigned'
  | 'removed'
  | 'session-assigned'
  | 'session-removed'
  | 'offering-cancelled'
  | 'session-moved'
  | 'session-added'
  | 'session-cancelled';

const ANNOUNCED: readonly string[] = ['published', 'confirmed', 'running'];

/** Tells trainers what they give, once it is announced, and keeps their calendars in step. */
@Injectable()
export class TrainerMails {
  constructor(
    private readonly mail: Mail,
    private readonly facts: EnrolmentMailQueries,
    private readonly trainers: OfferingTrainers,
    private readonly sessions: OfferingSessionsQueries,
    private readonly calendar: CalendarEntries,
    private readonly clock: Clock,
  ) {}

  @OnJournal('enrolment.trainer-mails', ...HEARD)
  async handle(tx: EntityManager, event: JournalEvent<(typeof HEARD)[number]>): Promise<void> {
    const offeringId = event.action.startsWith('session.')
      ? String(event.data.offeringId)
      : event.subjectId;
    // One event of an offering at a time: the second sees what the first put into calendars.
    await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${offeringId}:trainers`,
    ]);
    const team = await this.trainers.of(tx, offeringId);
    const givers = await this.trainers.givers(tx, offeringId);
    const now = [...new Set([...team, ...givers.keys()])];
    const gives = (person: string, session: string) => !!givers.get(person)?.includes(session);
    const contacts = await this.sessions.contacts(offeringId, tx);
    const told = async (ids: readonly string[]) =>
      (await this.facts.ofTrainers(tx, offeringId, ids)).map((facts) => ({
        ...facts,
        sessions: withContacts(
          facts.sessions.filter(({ id }) => gives(facts.personId, id)),
          contacts,
        ),
      }));
    switch (event.action) {
      case 'offering.published':
        return this.assigned(tx, event, await told(now));
      case 'offering.trainers-changed': {
        const { added, removed } = event.data as { added: string[]; removed: string[] };
        await this.assigned(tx, event, await told(added.filter((id) => now.includes(id))));
        const gone = await told(removed.filter((id) => !now.includes(id)));
        return this.withdrawn(tx, event, gone.filter(isAnnounced), 'removed');
      }
      case 'session.trainers-changed': {
        const { added, removed } = event.data as { added: string[]; removed: string[] };
        const all = (await told([...added, ...removed])).filter(isAnnounced);
        const gave = (person: string) => removed.includes(person);
        const givesIt = (person: string) => gives(person, event.subjectId);
        return this.handedOver(tx, event, all, { gave, givesIt });
      }
      case 'offering.cancelled':
        return this.withdrawn(tx, event, await told(now), 'offering-cancelled');
      case 'session.moved':
        return this.sessionChanged(
          tx,
          event,
          (await told(now.filter((id) => gives(id, event.subjectId)))).filter(isAnnounced),
        );
    }
  }

  private async assigned(
    tx: EntityManager,
    event: JournalEvent,
    trainers: TrainerFacts[],
  ): Promise<void> {
    for (const facts of trainers.filter(isAnnounced)) {
      if (facts.sessions.length === 0 && !facts.selfPaced) continue;
      const body = await this.calendar.request(tx, facts, facts.sessions, true);
      if (body || facts.selfPaced)
        await this.send(tx, event, facts, 'assigned', facts.sessions, part('REQUEST', body));
    }
  }

  private async withdrawn(
    tx: EntityManager,
    event: JournalEvent,
    trainers: TrainerFacts[],
    news: 'removed' | 'offering-cancelled',
  ): Promise<void> {
    for (const facts of trainers) {
      const out = await this.notOver(tx, facts.offeringId);
      const body = await this.calendar.cancel(tx, facts, out);
      await this.send(tx, event, facts, news, facts.sessions, part('CANCEL', body));
    }
  }

  // Looks at who gives it now, so the order of events does not matter.
  private async handedOver(
    tx: EntityManager,
    event: JournalEvent,
    people: TrainerFacts[],
    { gave, givesIt }: Record<'gave' | 'givesIt', (personId: string) => boolean>,
  ): Promise<void> {
    for (const facts of people) {
      const all = await this.notOver(tx, facts.offeringId);
      const one = all.filter(({ id }) => id === event.subjectId);
      if (givesIt(facts.personId)) {
        const body = await this.calendar.request(tx, facts, one);
        if (body) await this.send(tx, event, facts, 'session-assigned', one, part('REQUEST', body));
      } else {
        const body = await this.calendar.cancel(tx, facts, one);
        // Who gave it hears so, also where no calendar has it: it was planned before trainers got mail.
        if (body || (gave(facts.personId) && one.length > 0))
          await this.send(tx, event, facts, 'session-removed', one, part('CANCEL', body));
      }
    }
  }

  private async sessionChanged(
    tx: EntityManager,
    event: JournalEvent,
    trainers: TrainerFacts[],
  ): Promise<void> {
    for (const facts of trainers) {
      const all = await this.notOver(tx, facts.offeringId);
      const changed = all.filter(({ id }) => id === event.subjectId);
      const goesOn = changed[0]?.status === 'planned';
      const body = goesOn
        ? await this.calendar.request(tx, facts, changed, true)
        : await this.calendar.cancel(tx, facts, changed);
      const added = event.data.added === true;
      const news = goesOn ? (added ? 'session-added' : 'session-moved') : 'session-cancelled';
      const method = goesOn ? 'REQUEST' : 'CANCEL';
      const change = changed[0] && (await sessionNews(tx, event, changed[0]));
      if (body) await this.send(tx, event, facts, news, changed, part(method, body), change);
    }
  }

  private async notOver(tx: EntityManager, offeringId: string): Promise<KnownSession[]> {
    const now = this.clock.now();
    const known = await this.sessions.everOfOffering(offeringId, tx);
    return withContacts(
      known.filter(({ endsAt }) => endsAt > now),
      await this.sessions.contacts(offeringId, tx),
    );
  }

  private async send(
    tx: EntityManager,
    event: JournalEvent,
    facts: TrainerFacts,
    news: News,
    sessions: readonly object[],
    calendar: MailRequest['calendar'],
    change?: SessionNews,
  ): Promise<void> {
    await this.mail.queue(tx, {
      dedupeKey: `${facts.offeringId}:trainer-${news}:${event.id}:${facts.personId}`,
      template: 'enrolment/trainer-mail/mails/trainer',
      recipient: facts.attendee.email,
      recipientPersonId: facts.personId,
      aboutId: facts.offeringId,
      subject:
        news === 'session-moved' && change
          ? newsSubject(change, facts.courseTitle)
          : `${t(`enrolment.trainer-subject.${news}`)}: ${facts.courseTitle}`,
      context: {
        news,
        change,
        courseTitle: facts.courseTitle,
        courseSlug: facts.courseSlug,
        note: facts.note,
        sessions,
        name: facts.attendee.name,
        reason: news === 'offering-cancelled' ? event.reason : undefined,
        calendarMethod: calendar?.method,
        href: sessionHref(event, news),
      },
      calendar,
    });
  }
}

const withContacts = <T extends { id: string }>(
  sessions: readonly T[],
  contacts: ReadonlyMap<string, string>,
): T[] =>
  sessions.map((session) => {
    const contact = contacts.get(session.id);
    return contact ? { ...session, contact } : session;
  });

const isAnnounced = ({ offeringStatus }: TrainerFacts): boolean =>
  ANNOUNCED.includes(offeringStatus);

const part = (method: 'REQUEST' | 'CANCEL', body: string | undefined): MailRequest['calendar'] =>
  body === undefined ? undefined : { method, body };

/** The register of the one session it speaks of, or the list of all. */
const sessionHref = (event: JournalEvent, news: News): string =>
  news === 'session-moved' || news === 'session-added' || news === 'session-assigned'
    ? `/lesgeven/sessies/${event.subjectId}`
    : '/lesgeven';
