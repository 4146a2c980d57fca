import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { MessagePreferences, SendsTopic } from '@academie/enrolment';
import {
  CheckBeforeMail,
  Clock,
  Database,
  Job,
  type QueuedMail,
  Mail,
  rows,
} from '@academie/platform';

import { digestOf } from './digest';
import { DigestQueries } from './digest.queries';
import { sendMomentOf, weekToSend } from './digest-week';
import { TargetQueries, type ThemeRow } from '../value/target.queries';

/** The topic that a person turns off who does not want the digest. */
const DIGEST_TOPIC = 'digest';
const DIGEST_VIEW = 'targets/digest/mails/digest';

interface Reader {
  personId: string;
  name: string;
  email: string;
  themeIds: string[];
}

/** Sends every theme lead what the week did to the targets of their themes. */
@Injectable()
@SendsTopic({
  topic: DIGEST_TOPIC,
  title: 'targets.digest.topic',
  about: 'targets.digest.about',
  role: 'theme_lead',
})
export class DigestService {
  constructor(
    private readonly database: Database,
    private readonly mail: Mail,
    private readonly targets: TargetQueries,
    private readonly digests: DigestQueries,
    private readonly preferences: MessagePreferences,
    private readonly clock: Clock,
  ) {}

  /**
   * Queues the digest of last week for the theme leads who did not get it. The key of the mail is person and week, so
   * two workers, or one that was killed half-way, send it once. Returns how many it queued.
   */
  // Again and again on these two days: a worker that was away on Monday at seven still sends it.
  @Job('*/10 * * * 1,2', 'targets.send-digest')
  async sendDue(): Promise<number> {
    const week = weekToSend(this.clock.now());
    if (!week) return 0;
    const readers = await this.readers(week.monday, sendMomentOf(week));
    if (readers.length === 0) return 0;
    const [themes, weeks] = await Promise.all([this.targets.themes(), this.digests.of(week)]);
    let queued = 0;
    for (const { personId, name, email, themeIds } of readers) {
      const digest = digestOf(ledThemes(themes, themeIds), weeks, week);
      if (!digest) continue;
      const done = await this.database.transaction(async (tx) =>
        this.mail.queue(tx, {
          dedupeKey: keyOf(personId, week.monday),
          template: DIGEST_VIEW,
          recipient: email,
          recipientPersonId: personId,
          subject: digest.subject,
          context: { name, ...digest },
          unsubscribeUrl: await this.preferences.unsubscribeUrl(tx, personId, DIGEST_TOPIC),
        }),
      );
      if (done) queued += 1;
    }
    return queued;
  }

  /** Whether the reader still leads a theme and still wants it, at the moment that the mail leaves. */
  @CheckBeforeMail(DIGEST_VIEW)
  async isStillWanted(tx: EntityManager, { dedupeKey }: QueuedMail): Promise<boolean> {
    const found = await rows(
      tx,
      `SELECT 1 FROM people.role_held g
         JOIN people.person_name p ON p.id = g.person_id AND p.status = 'active'
         LEFT JOIN enrolment.message_preference f ON f.person_id = p.id
        WHERE g.person_id = $1 AND g.role = 'theme_lead'
          AND NOT coalesce($2 = ANY (f.refused), false) LIMIT 1`,
      [dedupeKey.split(':')[1], DIGEST_TOPIC],
    );
    return found.length > 0;
  }

  // A person who becomes a theme lead after it went out gets the next one.
  private readers(monday: string, sentAt: Date): Promise<Reader[]> {
    return this.database.rows<Reader>(
      `SELECT p.id AS "personId", p.name, a.address AS email,
              array_agg(g.scope_id) AS "themeIds"
         FROM people.role_held g
         JOIN people.person_name p ON p.id = g.person_id AND p.status = 'active'
         JOIN people.primary_address a ON a.person_id = p.id
         LEFT JOIN enrolment.message_preference f ON f.person_id = p.id
        WHERE g.role = 'theme_lead' AND g.scope_kind = 'theme'
          AND g.granted_at <= $1 AND NOT coalesce($2 = ANY (f.refused), false)
          AND NOT EXISTS (SELECT 1 FROM platform.outgoing_mail m
                           WHERE m.dedupe_key = 'digest:' || p.id || ':' || $3)
        GROUP BY p.id, p.name, a.address ORDER BY p.id`,
      [sentAt, DIGEST_TOPIC, monday],
    );
  }
}

const keyOf = (personId: string, monday: string): string => `digest:${personId}:${monday}`;

/** The themes a person leads, and those below them, in the order of every page. */
export const ledThemes = (themes: readonly ThemeRow[], ids: readonly string[]): ThemeRow[] =>
  themes.filter(({ id, parentId }) => ids.includes(id) || (parentId && ids.includes(parentId)));
