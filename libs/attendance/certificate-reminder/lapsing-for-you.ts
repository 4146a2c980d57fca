import { Injectable } from '@nestjs/common';

import { type ForYouPart, PartForYou } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, dayOf, laterDay, t } from '@academie/platform';

import { CertificateQueries, type CertificateRow } from '../certificate/certificate.queries';
import { dayText } from '../certificate/certificate-view';
import { DAYS_AHEAD } from './certificate-reminders';

/** What the front page tells somebody of certificates that are about to expire. */
@Injectable()
export class LapsingForYou {
  constructor(
    private readonly certificates: CertificateQueries,
    private readonly clock: Clock,
  ) {}

  /** Not of a course that was done again: there the newest certificate counts. */
  @PartForYou()
  async of(actor: Actor): Promise<ForYouPart> {
    const today = dayOf(this.clock.now());
    const until = laterDay(today, DAYS_AHEAD);
    const mine = (await this.certificates.mine(actor.id)).filter(
      ({ standing }) => standing === 'valid',
    );
    const newest = mine.filter(
      ({ courseId }, i) => mine.findIndex((one) => one.courseId === courseId) === i,
    );
    return {
      rows: newest.flatMap((one) =>
        one.validUntil && one.validUntil >= today && one.validUntil <= until ? [rowOf(one)] : [],
      ),
    };
  }
}

const rowOf = ({
  id,
  courseId,
  facts,
  validUntil,
}: CertificateRow): ForYouPart['rows'][number] => ({
  courseId,
  sort: 'lapses',
  why: t('attendance.for-you.lapses'),
  title: facts.course,
  href: `/mijn/certificaten#certificaat-${id}`,
  text: t('attendance.for-you.until', { day: dayText(validUntil ?? '') }),
});
