import { Injectable } from '@nestjs/common';

import { Clock, Database, Job, Mail, t } from '@academie/platform';

import { EnrolmentMailQueries } from '../message/enrolment-mail.queries';
import { EnrolmentConditions, type Unanswered } from '../place/enrolment-conditions';

const PAGE = 200;
/** What has to be answered is asked again after so many days, until it is. */
const AGAIN_DAYS = 3;
const DAY_MS = 86_400_000;

/** Asks by mail for answers, and for a choice of workshops, of people who could not give them when they got a seat. */
@Injectable()
export class AnsweringMails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: Mail,
    private readonly conditions: EnrolmentConditions,
    private readonly facts: EnrolmentMailQueries,
  ) {}

  /** Any number of workers may do so at once: each mail has a key. Returns how many it queued itself. */
  @Job('15 8-18 * * *', 'enrolment.ask-answers')
  async askDue(): Promise<number> {
    let queued = 0;
    for (let after: string | null = null; ;) {
      const page: Unanswered[] = await this.conditions.unanswered(after, PAGE);
      const due = page.filter((one) => one.required || this.nthOf(one) === 0);
      const known = await this.mail.known(due.map((one) => this.keyOf(one)));
      for (const one of due) if (!known.has(this.keyOf(one)) && (await this.ask(one))) queued += 1;
      after = page.at(-1)?.enrolmentId ?? null;
      if (page.length < PAGE) return queued;
    }
  }

  private nthOf({ since }: Unanswered): number {
    return Math.floor((this.clock.now().getTime() - since.getTime()) / (AGAIN_DAYS * DAY_MS));
  }

  private keyOf(one: Unanswered, nth = this.nthOf(one)): string {
    return `${one.enrolmentId}:answers:${nth}`;
  }

  /** Whether this person was asked before: a question, or workshops, may have come long after the seat. */
  private async wasAsked(one: Unanswered): Promise<boolean> {
    const earlier = Array.from({ length: this.nthOf(one) }, (_, nth) => this.keyOf(one, nth));
    return (await this.mail.known(earlier)).size > 0;
  }

  private async ask(one: Unanswered): Promise<boolean> {
    const again = await this.wasAsked(one);
    return this.database.transaction(async (tx) => {
      const facts = await this.facts.ofEnrolment(tx, one.enrolmentId);
      if (facts?.state !== 'enrolled') return false;
      const { questions } = await this.conditions.of(facts.offeringId, facts.personId, tx);
      const open = one.asked ? await this.conditions.open(tx, one.enrolmentId, questions) : [];
      const asks = open.some(({ required }) => required)
        ? open.filter(({ required }) => required || !again)
        : open;
      return this.mail.queue(tx, {
        dedupeKey: this.keyOf(one),
        template: 'enrolment/answering/mails/answers-asked',
        recipient: facts.attendee.email,
        recipientPersonId: facts.personId,
        aboutId: facts.offeringId,
        subject: t(
          asks.length > 0 ? 'enrolment.question.asked-subject' : 'enrolment.workshop.asked-subject',
          { course: facts.courseTitle },
        ),
        context: {
          name: facts.attendee.name,
          courseTitle: facts.courseTitle,
          courseSlug: facts.courseSlug,
          again,
          questions: asks.map(({ text }) => text),
          href: `${facts.ownPage}/antwoorden`,
          rounds: one.rounds.map((number) => t('enrolment.workshop.round', { number })),
          workshopsHref: `/inschrijvingen/${one.enrolmentId}/workshops`,
        },
      });
    });
  }
}
