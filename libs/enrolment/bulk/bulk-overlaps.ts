import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { t } from '@academie/platform';

import type { BulkAnswer, BulkOutcome } from './bulk-dry-run';
import { Overlaps, overlapText } from '../place/overlaps';

/** Outcomes of those who get in, or will when there is room or a yes. */
const GOING: readonly BulkOutcome[] = ['enrolled', 'waitlisted', 'requested'];

/** Says of people on a list what else they have at that time. */
@Injectable()
export class BulkOverlaps {
  constructor(private readonly overlaps: Overlaps) {}

  /**
   * The same answers, with what each falls together with. To what somebody of another organisation goes is for
   * that organisation to know: of such a person only that there is something.
   */
  async addTo(
    actor: Actor,
    answers: readonly BulkAnswer[],
    offeringId: string,
  ): Promise<BulkAnswer[]> {
    const ids = answers.flatMap(({ personId, outcome }) =>
      personId && GOING.includes(outcome) ? [personId] : [],
    );
    const found = await this.overlaps.ofPeople(actor, ids, offeringId);
    const first = new Map(found.reverse().map((overlap) => [overlap.personId, overlap]));
    return answers.map((answer) => {
      const overlap = first.get(answer.personId ?? '');
      if (!overlap) return answer;
      const own = answer.source === 'coordinator';
      return { ...answer, overlap: own ? overlapText(overlap) : t('enrolment.overlap.unnamed') };
    });
  }
}
