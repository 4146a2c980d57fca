import { Injectable } from '@nestjs/common';

import type { Form } from '@academie/platform';

import { BookingQueries } from '../booking/booking.queries';
import { Clashes, type PlannedTimes } from '../offering/clashes';
import type { OfferingFields } from '../offering/offering.dto';
import { type PlannedRooms, RoomSizes } from '../offering/room-sizes';
import { type Concerns, takenText, timesOf } from './change-ask-view';

/** What a person who saves an offering hears before it is saved. */
@Injectable()
export class OfferingConcerns {
  constructor(
    private readonly clashes: Clashes,
    private readonly roomSizes: RoomSizes,
    private readonly bookings: BookingQueries,
  ) {}

  /** Says in the row of a session that its room or means are somebody else's at that time; whether there is such a row. */
  async markTaken(
    form: Form<object>,
    fields: OfferingFields,
    offeringId?: string,
  ): Promise<boolean> {
    const ids = (fields.sessions ?? []).map(({ id }) => id);
    const taken = await this.bookings.taken(timesOf(fields), ids, offeringId);
    for (const { index, text } of taken.map(takenText))
      form.errors[`sessions.${index}.locationId`] = text;
    return taken.length > 0;
  }

  /** What is asked about; of `before`, the plan as it was, it was asked already. */
  async of(
    plan: PlannedTimes & PlannedRooms,
    offeringId?: string,
    before?: PlannedTimes & PlannedRooms,
  ): Promise<Concerns> {
    const [clashes, small] = await Promise.all([
      this.clashes.of(plan, offeringId, before),
      this.roomSizes.tooSmall(plan, before),
    ]);
    return { clashes, small };
  }
}
