import { Injectable } from '@nestjs/common';

import { NotesOnOfferings, type OfferingNote } from '@academie/catalogue';
import { type Actor } from '@academie/people';
import { t } from '@academie/platform';

import { EnrolmentQueries, type EnrolmentRow } from '../place/enrolment.queries';

type NoteFacts = Pick<EnrolmentRow, 'id' | 'offeringId' | 'state' | 'waitingPosition' | 'outcome'>;

/** What a course page says to somebody who enrolled or waits. */
@Injectable()
export class CoursePageNotes {
  constructor(private readonly queries: EnrolmentQueries) {}

  /** Notes by offering, for the reader's own enrolments. */
  @NotesOnOfferings()
  async of(actor: Actor, offeringIds: readonly string[]): Promise<Map<string, OfferingNote>> {
    const { stands, overlaps } = await this.queries.standingsAndOverlaps(actor.id, offeringIds);
    return new Map([
      ...overlaps.map(({ offeringId, courseTitle }): [string, OfferingNote] => [
        offeringId,
        {
          text: t('enrolment.note.overlaps', { course: courseTitle }),
          tone: 'warning',
          beforehand: true,
        },
      ]),
      ...stands.map((stand): [string, OfferingNote] => [stand.offeringId, noteOf(stand)]),
    ]);
  }
}

function noteOf({ id, state, waitingPosition }: NoteFacts): OfferingNote {
  const cancel = (label: string): OfferingNote['action'] => ({
    label,
    href: `/inschrijvingen/${id}/afmelden`,
    method: 'get',
  });
  switch (state) {
    case 'enrolled':
      return {
        text: t('enrolment.note.enrolled'),
        tone: 'success',
        action: cancel(t('enrolment.cancel.label.enrolled')),
      };
    case 'waitlisted':
      return {
        text: t('enrolment.note.waitlisted', { position: waitingPosition ?? '?' }),
        tone: 'warning',
        action: cancel(t('enrolment.cancel.label.waitlisted')),
      };
    case 'offered':
      return {
        text: t('enrolment.note.offered'),
        tone: 'warning',
        action: {
          label: t('enrolment.note.see-seat'),
          href: `/mijn/inschrijvingen/${id}`,
          method: 'get',
        },
      };
    case 'requested':
      return {
        text: t('enrolment.note.requested'),
        tone: 'info',
        action: cancel(t('enrolment.cancel.label.requested')),
      };
    case 'finished':
      return { text: t('enrolment.note.finished'), tone: 'success' };
    case 'declined':
    case 'cancelled':
      return { text: t('enrolment.note.out'), tone: 'info' };
    default:
      return state satisfies never;
  }
}
