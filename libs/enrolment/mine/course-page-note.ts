import { Injectable } from '@nestjs/common';

import { NotesOnOfferings, type OfferingNote } from '@academie/catalogue';
import { type Actor } from '@academie/people';

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
        { text: `Valt samen met ${courseTitle}`, tone: 'warning', beforehand: true },
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
      return { text: 'U bent ingeschreven', tone: 'success', action: cancel('Afmelden') };
    case 'waitlisted':
      return {
        text: `U staat op de wachtlijst, op plek ${waitingPosition ?? '?'}`,
        tone: 'warning',
        action: cancel('Van de wachtlijst af'),
      };
    case 'offered':
      return {
        text: 'Er is een plek voor u',
        tone: 'warning',
        action: { label: 'Bekijk de plek', href: `/mijn/inschrijvingen/${id}`, method: 'get' },
      };
    case 'requested':
      return {
        text: 'Uw aanvraag wacht op akkoord',
        tone: 'info',
        action: cancel('Aanvraag intrekken'),
      };
    case 'finished':
      return { text: 'U hebt dit gevolgd', tone: 'success' };
    case 'declined':
    case 'cancelled':
      return { text: 'U doet niet mee', tone: 'info' };
    default:
      return state satisfies never;
  }
}
