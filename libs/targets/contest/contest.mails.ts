import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type JournalEvent, Mail, mediumDate, OnJournal, rows, t } from '@academie/platform';

import { ContestQueries } from './contest.queries';

/** Tells who contested something that it was answered, as long as they coordinate the organisation. */
@Injectable()
export class ContestMails {
  constructor(
    private readonly contests: ContestQueries,
    private readonly mail: Mail,
  ) {}

  @OnJournal('targets.contest-mails', 'contest.answered')
  async handle(tx: EntityManager, event: JournalEvent<'contest.answered'>): Promise<void> {
    const contest = await this.contests.one(event.subjectId, tx);
    if (!contest?.answer) return;
    const { organisationId, organisation, code, title, madeBy, madeAt, state, answer } = contest;
    const [reader] = await rows<{ name: string; email: string }>(
      tx,
      `SELECT p.name, a.address AS email
         FROM people.role_held g
         JOIN people.person_name p ON p.id = g.person_id AND p.status = 'active'
         JOIN people.primary_address a ON a.person_id = p.id
        WHERE g.person_id = $1 AND g.role = 'coordinator' AND g.scope_kind = 'organisation'
          AND g.scope_id = $2 LIMIT 1`,
      [madeBy, organisationId],
    );
    if (!reader) return;
    await this.mail.queue(tx, {
      dedupeKey: `${contest.id}:contest-answered:${event.id}`,
      template: 'targets/contest/mails/contest-answered',
      recipient: reader.email,
      recipientPersonId: madeBy,
      subject: t('targets.contest.mail-subject', { name: organisation, code }),
      context: {
        ...{ name: reader.name, organisation, code, title, answer },
        madeOn: mediumDate(madeAt),
        outcome: t(`targets.contest.mail-${state === 'accepted' ? 'right' : 'explained'}`),
        href: `/gemeente/${organisationId}/doelen/${contest.targetId}`,
      },
    });
  }
}
