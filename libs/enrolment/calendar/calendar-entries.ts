import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, CONFIG, type Config, rows, t } from '@academie/platform';

import { invitation, type Party } from './calendar';
import { placeOf, type SessionRow } from '../place/offering-sessions.queries';

/** What an invitation says besides the session itself. */
export interface InvitationContext {
  personId: string;
  attendee: Party;
  courseTitle: string;
  courseSlug: string;
  confidential: boolean;
  note: string;
  /** Null for who gives the sessions. */
  enrolmentId: string | null;
  /** What is chosen of the day, in the order of the rounds. */
  workshops?: readonly { title: string; place: string }[] | undefined;
}

interface EntryRow {
  sessionId: string;
  uid: string;
  sequence: number;
}

/** Keeps what was sent to whose calendar, so that a UID stays and its sequence only rises (invariant 7). */
@Injectable()
export class CalendarEntries {
  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The UID of a session in somebody's calendar. */
  uidOf(personId: string, sessionId: string): string {
    return `${sessionId}.${personId}@${new URL(this.config.publicUrl).hostname}`;
  }

  /**
   * Invitations to these sessions, one object each; with `onlyNews` not to those of which the calendar
   * has this version already. Undefined when there is nothing to send.
   */
  async request(
    tx: EntityManager,
    context: InvitationContext,
    sessions: readonly SessionRow[],
    onlyNews = false,
  ): Promise<string | undefined> {
    const entries = await rows<EntryRow>(
      tx,
      `INSERT INTO enrolment.calendar_entry AS c
         (person_id, session_id, uid, sequence, session_sequence, method)
       SELECT $1, s.id, s.uid, s.sequence, s.sequence, 'REQUEST'
         FROM unnest($2::uuid[], $3::text[], $4::integer[]) AS s (id, uid, sequence)
       ON CONFLICT (person_id, session_id) DO UPDATE
          SET sequence = greatest(c.sequence + 1, excluded.sequence),
              session_sequence = excluded.session_sequence, method = 'REQUEST'
        WHERE NOT $5 OR c.session_sequence < excluded.session_sequence
       RETURNING session_id AS "sessionId", uid, sequence`,
      [
        context.personId,
        sessions.map(({ id }) => id),
        sessions.map(({ id }) => this.uidOf(context.personId, id)),
        sessions.map(({ sequence }) => sequence),
        onlyNews,
      ],
    );
    return this.bodies('REQUEST', entries, context, sessions);
  }

  /** Takes these sessions out of somebody's calendar, as far as they were put there. */
  async cancel(
    tx: EntityManager,
    context: InvitationContext,
    sessions: readonly SessionRow[],
  ): Promise<string | undefined> {
    const entries = await rows<EntryRow>(
      tx,
      `UPDATE enrolment.calendar_entry SET sequence = sequence + 1, method = 'CANCEL'
        WHERE person_id = $1 AND session_id = ANY ($2) AND method = 'REQUEST'
       RETURNING session_id AS "sessionId", uid, sequence`,
      [context.personId, sessions.map(({ id }) => id)],
    );
    return this.bodies('CANCEL', entries, context, sessions);
  }

  private bodies(
    method: 'REQUEST' | 'CANCEL',
    entries: readonly EntryRow[],
    context: InvitationContext,
    sessions: readonly SessionRow[],
  ): string | undefined {
    const known = new Map(entries.map((entry) => [entry.sessionId, entry]));
    const objects = sessions.flatMap((session) => {
      const entry = known.get(session.id);
      if (!entry) return [];
      const appointment = this.appointment(session, entry, context);
      return invitation(method, appointment, {
        stamp: this.clock.now(),
        organiser: senderOf(this.config.mailFrom),
        attendee: context.attendee,
      });
    });
    return objects.length > 0 ? objects.join('') : undefined;
  }

  /** A session as a calendar shows it. */
  appointment(
    session: SessionRow,
    { uid, sequence }: Pick<EntryRow, 'uid' | 'sequence'>,
    context: Omit<InvitationContext, 'personId' | 'attendee'>,
  ) {
    const href = `${this.config.publicUrl}/aanbod/${context.courseSlug}`;
    return {
      uid,
      sequence,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      title: session.title ? `${context.courseTitle}: ${session.title}` : context.courseTitle,
      place: placeOf(session),
      description: [
        session.onlineUrl && t('enrolment.calendar.join', { link: session.onlineUrl }),
        session.route && t('enrolment.calendar.route', { route: session.route }),
        session.safety && t('enrolment.calendar.safety', { safety: session.safety }),
        session.contact && t('enrolment.calendar.contact', { contact: session.contact }),
        context.note,
        workshopsText(context.workshops),
        t('enrolment.calendar.material', {
          link: this.config.publicUrl,
          offering: session.offeringId,
        }),
        context.enrolmentId === null
          ? t('enrolment.calendar.trainer', { link: this.config.publicUrl })
          : t('enrolment.calendar.cancel', {
              link: this.config.publicUrl,
              id: context.enrolmentId,
            }),
      ]
        .filter(Boolean)
        .join('\n\n'),
      href,
      confidential: context.confidential,
    };
  }
}

const workshopsText = (workshops: InvitationContext['workshops'] = []): string =>
  workshops.length > 0
    ? t('enrolment.calendar.workshops', {
        workshops: workshops
          .map(({ title, place }) => (place ? `${title} (${place})` : title))
          .join(', '),
      })
    : '';

/** Name and address in `Academie <academie@nhveilig.example>`. */
function senderOf(from: string): Party {
  const [, name, email] = /^([^<]*)<([^<>]+)>$/.exec(from) ?? [];
  return { name: name?.trim().replace(/^"|"$/g, '') ?? from, email: email ?? from };
}
