import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { t } from '@academie/platform';

import { type EnrolmentLink, LinksOnEnrolments } from '../mine/enrolment-links';
import { EnrolmentConditions } from '../place/enrolment-conditions';

/** Puts the questions that wait for an answer beside the enrolment. */
@Injectable()
export class AnsweringLinks {
  constructor(private readonly conditions: EnrolmentConditions) {}

  @LinksOnEnrolments({ when: 'asks' })
  async of(actor: Actor, enrolmentIds: readonly string[]): Promise<Map<string, EnrolmentLink>> {
    const asking = await this.conditions.asking(actor.id, enrolmentIds);
    return new Map(
      asking.map((id) => [
        id,
        {
          label: t('enrolment.question.to-answer'),
          href: `/mijn/inschrijvingen/${id}/antwoorden`,
        },
      ]),
    );
  }
}
