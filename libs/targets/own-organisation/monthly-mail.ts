import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { MessagePreferences, SendsTopic } from '@academie/enrolment';
import {
  CheckBeforeMail,
  Clock,
  Database,
  dayOf,
  Job,
  laterDay,
  Mail,
  momentOn,
  monthText,
  type QueuedMail,
  rows,
  t,
  yearOf,
} from '@academie/platform';

import { TargetQueries } from '../value/target.queries';
import { OwnOrganisationService } from './own-organisation.service';
import { monthlyView } from './monthly-view';

const TOPIC = 'own-organisation';
const VIEW = 'targets/own-organisation/mails/monthly';
const SEND_TIME = '07:00';
const SEND_DAYS = 3;

interface Reader {
  personId: string;
  name: string;
  email: string;
  organisationId: string;
  kind: string;
  shortName: string;
}

/** Once a month: how the own organisation stands, for who coordinates it. */
@Injectable()
@SendsTopic({
  topic: TOPIC,
  title: 'targets.own.topic',
  about: 'targets.own.topic-about',
  role: 'coordinator',
})
export class MonthlyMail {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: Mail,
    private readonly targets: TargetQueries,
    private readonly service: OwnOrganisationService,
    private readonly preferences: MessagePreferences,
  ) {}

  /**
   * Queues the mail of this month for the coordinators who did not get it. The key of the mail is organisation,
   * person and month, so that two workers send it once. Returns how many it queued.
   */
  // Again and again on the first three days: a worker that was away in the morning still sends it.
  @Job('*/10 * 1-3 * *', 'targets.send-monthly')
  async sendDue(): Promise<number> {
    const now = this.clock.now();
    const first = `${dayOf(now).slice(0, 7)}-01`;
    const from = momentOn(first, SEND_TIME);
    if (now < from || now >= momentOn(laterDay(first, SEND_DAYS), '00:00')) return 0;
    const plan = (await this.targets.plans()).find(({ year }) => year === yearOf(now));
    if (!plan) return 0;
    let queued = 0;
    for (const reader of await this.readers(first.slice(0, 7), from)) {
      if ((await this.preferences.refused(reader.personId)).includes(TOPIC)) continue;
      const { organisationId: id, kind, shortName, personId } = reader;
      const [year, work] = await Promise.all([
        this.service.ofYear({ id, kind, shortName }, plan),
        this.service.workOf(id, personId),
      ]);
      const told = monthlyView(year, work, first);
      if (!told) continue;
      const done = await this.database.transaction(async (tx) =>
        this.mail.queue(tx, {
          dedupeKey: keyOf(reader, first.slice(0, 7)),
          template: VIEW,
          recipient: reader.email,
          recipientPersonId: personId,
          subject: t('targets.own.subject', { name: shortName, month: monthText(now) }),
          context: { name: reader.name, organisation: shortName, ...told },
          unsubscribeUrl: await this.preferences.unsubscribeUrl(tx, personId, TOPIC),
        }),
      );
      if (done) queued += 1;
    }
    return queued;
  }

  /** Whether the reader still coordinates the organisation and still wants it, at the moment that the mail leaves. */
  @CheckBeforeMail(VIEW)
  async isStillWanted(tx: EntityManager, { dedupeKey }: QueuedMail): Promise<boolean> {
    const [, organisationId, personId] = dedupeKey.split(':');
    const found = await rows(
      tx,
      `SELECT 1 FROM people.role_held g
         JOIN people.person_name p ON p.id = g.person_id AND p.status = 'active'
        WHERE g.person_id = $1 AND g.role = 'coordinator' AND g.scope_id = $2 LIMIT 1`,
      [personId, organisationId],
    );
    const refused = await this.preferences.refused(personId ?? '');
    return found.length > 0 && !refused.includes(TOPIC);
  }

  // Who becomes a coordinator after it went out gets the next one.
  private async readers(month: string, sentAt: Date): Promise<Reader[]> {
    const all = await this.database.rows<Reader>(
      `SELECT DISTINCT p.id AS "personId", p.name, a.address AS email, o.id AS "organisationId", o.kind,
              o.short_name AS "shortName"
         FROM people.role_held g
         JOIN people.known_organisation o ON o.id = g.scope_id AND o.valid_to IS NULL
         JOIN people.person_name p ON p.id = g.person_id AND p.status = 'active'
         JOIN people.primary_address a ON a.person_id = p.id
        WHERE g.role = 'coordinator' AND g.scope_kind = 'organisation' AND g.granted_at <= $1
        ORDER BY o.id, p.id`,
      [sentAt],
    );
    const sent = await this.mail.known(all.map((reader) => keyOf(reader, month)));
    return all.filter((reader) => !sent.has(keyOf(reader, month)));
  }
}

const keyOf = ({ organisationId, personId }: Reader, month: string): string =>
  `own-organisation:${organisationId}:${personId}:${month}`;
