import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type JournalEvent, Mail, OnJournal, rows, t } from '@academie/platform';

import { dayText } from '../certificate/certificate-view';

interface Reader {
  id: string;
  name: string;
  email: string;
}

interface Facts extends Reader {
  course: string;
  organisationId: string | null;
}

type Decided =
  | 'duty.learned-elsewhere'
  | 'duty.exemption-refused'
  | 'duty.waived'
  | 'duty.extended'
  | 'duty.waiver-ended';

/** Tells who decides of a question, and who has a duty what was decided about it. */
@Injectable()
export class ExemptionMails {
  constructor(private readonly mail: Mail) {}

  @OnJournal('attendance.asked-exemptions', 'duty.exemption-asked')
  async tellDeciders(tx: EntityManager, event: JournalEvent): Promise<void> {
    const facts = await this.factsOf(tx, event);
    if (!facts) return;
    const deciders = await rows<Reader>(tx, DECIDERS, [facts.organisationId, facts.id]);
    for (const decider of deciders)
      await this.send(tx, decider, `duty-asked:${event.id}:${decider.id}`, {
        subject: t('attendance.duty.told.asked-subject', { name: facts.name }),
        told: t('attendance.duty.told.asked', { name: facts.name, course: facts.course }),
        path: `/organisatie/verplichtingen/vragen/${event.subjectId}`,
        link: t('attendance.duty.told.asked-link'),
      });
  }

  @OnJournal(
    'attendance.decided-duties',
    ...(['duty.learned-elsewhere', 'duty.exemption-refused'] as const),
    ...(['duty.waived', 'duty.extended', 'duty.waiver-ended'] as const),
  )
  async tellPerson(tx: EntityManager, event: JournalEvent<Decided>): Promise<void> {
    const facts = await this.factsOf(tx, event);
    if (!facts) return;
    const { until } = event.data;
    const params = {
      course: facts.course,
      day: typeof until === 'string' ? dayText(until) : '',
    };
    await this.send(tx, facts, `duty-decided:${event.id}`, {
      subject: t(`attendance.duty.told.${wordOf(event.action)}-subject`, params),
      told: t(`attendance.duty.told.${wordOf(event.action)}`, params),
      reason: event.reason ?? '',
      path: '/mijn/verplichtingen',
      link: t('attendance.duty.told.link'),
    });
  }

  private async factsOf(tx: EntityManager, { data }: JournalEvent): Promise<Facts | undefined> {
    const [facts] = await rows<Facts>(
      tx,
      `SELECT p.id, p.name, a.address AS email, c.title AS course,
              (SELECT x.organisation_id FROM attendance.duty_exemption x WHERE x.person_id = p.id
                  AND x.course_id = c.id AND x.state = 'asked') AS "organisationId"
         FROM people.person_name p JOIN people.primary_address a ON a.person_id = p.id
         JOIN catalogue.known_course c ON c.id = $2
        WHERE p.id = $1 AND p.status IN ('active', 'invited')`,
      [data.personId, data.courseId],
    );
    return facts;
  }

  private async send(
    tx: EntityManager,
    { id, name, email }: Reader,
    dedupeKey: string,
    {
      subject,
      ...context
    }: { subject: string; told: string; path: string; link: string; reason?: string },
  ): Promise<void> {
    await this.mail.queue(tx, {
      ...{ dedupeKey, subject, recipient: email, recipientPersonId: id },
      template: 'attendance/duty-exemption/mails/duty-told',
      context: { name, ...context },
    });
  }
}

// Coordinators of the organisation $1, without one the administrators; never $2, who asked.
const DECIDERS = `
  WITH candidate AS (
    SELECT person_id, 1 AS rank FROM people.role_held WHERE role = 'coordinator' AND scope_id = $1
    UNION SELECT person_id, 2 FROM people.role_held WHERE role = 'administrator'
  ), able AS (
    SELECT c.rank, p.id, p.name, a.address AS email FROM candidate c
      JOIN people.person_name p ON p.id = c.person_id AND p.status = 'active' AND p.id <> $2
      JOIN people.primary_address a ON a.person_id = p.id
  )
  SELECT id, name, email FROM able WHERE rank = (SELECT min(rank) FROM able) ORDER BY id`;

const wordOf = (action: Decided): string => action.slice('duty.'.length);
