import { Injectable } from '@nestjs/common';

import { NotesOnOfferings, type OfferingNote } from '@academie/catalogue';
import { type EnrolmentLink, LinksOnEnrolments } from '@academie/enrolment';
import type { Actor } from '@academie/people';
import { ShortCache, t } from '@academie/platform';

import { LearningQueries } from '../learning/learning.queries';
import { courseHref, goOnHref } from './outline-view';

interface Standing {
  enrolmentId: string;
  isBegun: boolean;
  isFinished: boolean;
}

/** The way to the lessons from Mijn academie and from the page of a course. */
@Injectable()
export class ReadingLinks {
  constructor(
    private readonly queries: LearningQueries,
    private readonly cache: ShortCache,
  ) {}

  @LinksOnEnrolments()
  async ofEnrolments(
    actor: Actor,
    enrolmentIds: readonly string[],
  ): Promise<Map<string, EnrolmentLink>> {
    const found = await this.queries.reading(actor.id, enrolmentIds);
    return new Map(
      found.map((one) => [
        one.enrolmentId,
        { ...linkOf(one), isUnderWay: one.isBegun && !one.isFinished },
      ]),
    );
  }

  @NotesOnOfferings()
  async ofOfferings(
    actor: Actor,
    offeringIds: readonly string[],
  ): Promise<Map<string, OfferingNote>> {
    // Most courses have no lessons, which is the same for all who look at their page.
    const withLessons = await this.cache.getOrLoad(`lessons of ${offeringIds.join(' ')}`, () =>
      this.queries.withLessons(offeringIds),
    );
    if (withLessons.length === 0) return new Map();
    const found = await this.queries.readingOf(actor.id, withLessons);
    return new Map(
      found.map((one) => [
        one.offeringId,
        {
          text: t(one.isFinished ? 'elearning.note.finished' : 'elearning.note.enrolled'),
          tone: 'success',
          action: { ...linkOf(one), method: 'get' },
        },
      ]),
    );
  }
}

// A person who has finished gets the overview; everybody else the lesson where one stopped.
function linkOf({ enrolmentId, isBegun, isFinished }: Standing): EnrolmentLink {
  if (isFinished) return { label: t('elearning.go-on.again'), href: courseHref(enrolmentId) };
  const label = t(`elearning.go-on.${isBegun ? 'on' : 'begin'}`);
  return { label, href: goOnHref(enrolmentId) };
}
