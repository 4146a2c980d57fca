import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { newId, type Refusal } from '@academie/platform';

import type { BulkAnswer } from './bulk-dry-run';
import { BulkOverlaps } from './bulk-overlaps';
import { EnrolmentConditions, stepRefusal } from '../place/enrolment-conditions';
import { PrerequisiteMissing } from '../place/enrolment.errors';
import { ProgrammeOrder } from '../programme-order/programme-order.queries';

/** What an offering has to give. */
export interface Prospect {
  /** Seats for who comes now; none while others wait. */
  free: number;
  waiting: number;
  approval: string;
  asksFirst: boolean;
}

/** A person who has to agree has agreed by enrolling somebody; an organiser always has. */
const asksApproval = ({ approval }: Prospect, { source }: BulkAnswer): boolean =>
  approval !== 'none' && source !== 'organiser' && source !== approval;

/**
 * Who gets a seat if nothing changes until the yes: what is held for the own organisation goes first, then the
 * free seats to the first on the list.
 */
@Injectable()
export class BulkPrediction {
  constructor(
    private readonly conditions: EnrolmentConditions,
    private readonly overlaps: BulkOverlaps,
    private readonly order: ProgrammeOrder,
  ) {}

  /** The answers with seats, waiting list and what has to be completed first, while nothing changes. */
  async of(
    actor: Actor,
    offeringId: string,
    offering: Prospect,
    answers: readonly BulkAnswer[],
  ): Promise<BulkAnswer[]> {
    let { free, waiting } = offering;
    const predicted: BulkAnswer[] = [];
    const followers = await this.order.followers(answers.flatMap(({ personId }) => personId ?? []));
    for (const answer of answers) {
      const asks = offering.asksFirst || followers.has(answer.personId ?? '');
      const refusal = asks ? await this.refusalFor(offeringId, answer) : undefined;
      if (answer.outcome !== 'enrolled') predicted.push(answer);
      else if (refusal)
        predicted.push({
          ...{ ...answer, outcome: 'rejected', problem: refusal.code, ...refusal.params },
        });
      else if (asksApproval(offering, answer)) predicted.push({ ...answer, outcome: 'requested' });
      else if (free > 0) {
        free -= 1;
        predicted.push(answer);
      } else {
        waiting += 1;
        predicted.push({ ...answer, outcome: 'waitlisted', waitingPosition: waiting });
      }
    }
    return this.overlaps.addTo(actor, predicted, offeringId);
  }

  // Nobody has completed anything before being known.
  private async refusalFor(
    offeringId: string,
    { personId }: BulkAnswer,
  ): Promise<Refusal | undefined> {
    const { missing, step } = await this.conditions.of(offeringId, personId ?? newId());
    if (missing.length > 0)
      return new PrerequisiteMissing({ courses: missing.map(({ title }) => title).join(', ') });
    return step && stepRefusal(step);
  }
}
