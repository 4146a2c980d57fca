import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { leadersOfThemes } from '@academie/catalogue';
import { type JournalEvent, Mail, OnJournal, rows, t } from '@academie/platform';

import { DeliveryAccess } from './delivery-access';
import { daysText } from './delivery-dates';

type Told =
  | 'delivery.requested'
  | 'delivery.confirmed'
  | 'delivery.refused'
  | 'delivery.moved'
  | 'delivery.cancelled';

/** Whom each of it is told: the team, or the person who asked. Never the one who did it. */
const READERS: Record<Told, { team: boolean; requester: boolean }> = {
  'delivery.requested': { team: true, requester: true },
  'delivery.confirmed': { team: false, requester: true },
  'delivery.refused': { team: false, requester: true },
  'delivery.moved': { team: false, requester: true },
  'delivery.cancelled': { team: true, requester: true },
};

interface Facts {
  means: string;
  pieces: number;
  municipality: string;
  firstDay: string;
  lastDay: string;
  keeper: string;
}

interface Reader {
  personId: string;
  name: string;
  email: string;
}

/** Mails about deliveries, to the team and to who asked. */
@Injectable()
export class DeliveryMails {
  constructor(
    private readonly mail: Mail,
    private readonly access: DeliveryAccess,
  ) {}

  @OnJournal(
    'acts.delivery-mails',
    'delivery.requested',
    'delivery.confirmed',
    'delivery.refused',
    'delivery.moved',
    'delivery.cancelled',
  )
  async handle(tx: EntityManager, event: JournalEvent<Told>): Promise<void> {
    const [facts] = await rows<Facts>(
      tx,
      `SELECT m.name AS means, d.pieces, o.short_name AS municipality, d.first_day::text AS "firstDay",
              d.last_day::text AS "lastDay", m.contact AS keeper
         FROM acts.delivery d JOIN catalogue.lent_means m ON m.id = d.means_id
         JOIN people.known_organisation o ON o.id = d.organisation_id WHERE d.id = $1`,
      [event.subjectId],
    );
    if (!facts) return;
    const { team, requester } = READERS[event.action];
    const readers = await rows<Reader>(
      tx,
      `SELECT DISTINCT r.id AS "personId", r.name, r.address AS email FROM (
         SELECT l.* FROM ${leadersOfThemes('$2')} l WHERE $3
         UNION ALL
         SELECT p.id, p.name, a.address FROM acts.delivery d
           JOIN people.person_name p ON p.id = d.requested_by AND p.status = 'active'
           JOIN people.primary_address a ON a.person_id = p.id
          WHERE d.id = $1 AND $4) r
        WHERE r.id IS DISTINCT FROM $5::uuid ORDER BY r.id`,
      [event.subjectId, this.access.kind.themes, team, requester, event.actorId],
    );
    const [, what = ''] = event.action.split('.', 2);
    for (const { personId, email, name } of readers)
      await this.mail.queue(tx, {
        dedupeKey: `${event.subjectId}:delivery:${event.id}:${personId}`,
        template: 'acts/delivery/mails/delivery',
        recipient: email,
        recipientPersonId: personId,
        aboutId: event.subjectId,
        subject: t(`acts.delivery.subject.${what}`, facts as unknown as Record<string, string>),
        context: {
          name,
          text: t(`acts.delivery.mail.${what}`, {
            ...facts,
            days: daysText(facts.firstDay, facts.lastDay),
          }),
          reason: event.reason,
          keeper: what === 'confirmed' || what === 'moved' ? facts.keeper : '',
          deliveryId: event.subjectId,
        },
      });
  }
}
