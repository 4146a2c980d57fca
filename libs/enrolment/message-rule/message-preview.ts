import { Inject, Injectable } from '@nestjs/common';

import {
  addDays,
  Clock,
  CONFIG,
  type Config,
  Database,
  Installation,
  Views,
  t,
} from '@academie/platform';

import { defaultSubject } from '../message/enrolment.mails';
import type { MailFacts } from '../message/enrolment-mail.queries';
import type { EffectiveRule, RuleOwner } from '../message/message-rules';
import { MessageSender, SCHEDULED_VIEW } from '../message/message-sender';
import {
  placeOf,
  type SessionRow,
  OfferingSessionsQueries,
} from '../place/offering-sessions.queries';

/** A mail as somebody made up would get it. */
export interface PreviewMail {
  subject: string;
  template: string;
  context: object;
}

interface CourseFacts {
  title: string;
  slug: string;
  mode: string;
  note: string | null;
}

/** Shows a message before anybody gets it: to nobody, about the real sessions as far as there are. */
@Injectable()
export class MessagePreview {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: OfferingSessionsQueries,
    private readonly sender: MessageSender,
    private readonly views: Views,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Undefined for a message that has no text of its own yet. */
  async of(owner: RuleOwner, rule: EffectiveRule): Promise<PreviewMail | undefined> {
    const offeringId = 'offeringId' in owner ? owner.offeringId : null;
    const course = await this.database.first<CourseFacts>(
      `SELECT c.title, c.slug, coalesce(o.mode, c.mode) AS mode, o.note
         FROM catalogue.course c LEFT JOIN catalogue.offering o ON o.id = $2 WHERE c.id = $1`,
      [owner.courseId, offeringId],
    );
    if (!course) return undefined;
    const found = offeringId ? await this.sessions.ofOfferings([offeringId]) : [];
    const facts = this.factsOf(owner, course, found.length > 0 ? found : [this.madeUp()]);
    const [first] = facts.sessions;
    const common = {
      publicUrl: this.config.publicUrl,
      academie: this.installation.current.name,
      owner: this.installation.current.owner,
      unsubscribeUrl: rule.topic ? `${this.config.publicUrl}/mijn/berichten/voorkeuren` : undefined,
    };
    if (rule.moment !== 'transition') {
      const { subject, context } = this.sender.message(rule, facts, first);
      return { subject, template: SCHEDULED_VIEW, context: { ...context, ...common, subject } };
    }
    const template = `enrolment/message/mails/${rule.key}`;
    if (!this.views.has(template)) return undefined;
    const { subject: own, extra } = this.sender.written(rule, facts, first);
    const subject = own ?? defaultSubject(rule.key, course.title);
    return {
      subject,
      template,
      context: {
        ...facts,
        ...common,
        subject,
        extra,
        name: t('enrolment.message-rule.example-name'),
        hasCalendar: true,
        moved: facts.sessions.slice(0, 1),
      },
    };
  }

  private factsOf(
    owner: RuleOwner,
    course: CourseFacts,
    sessions: readonly SessionRow[],
  ): MailFacts & Record<string, unknown> {
    return {
      enrolmentId: '',
      ownPage: '/mijn',
      offeringId: 'offeringId' in owner ? owner.offeringId : '',
      courseId: owner.courseId,
      personId: '',
      attendee: { name: t('enrolment.message-rule.example-name'), email: '' },
      state: 'enrolled',
      source: 'self',
      waitingPosition: 2,
      isBackAgain: false,
      workshops: [],
      hasWorkshops: false,
      selfPaced: course.mode === 'self_paced',
      courseTitle: course.title,
      courseSlug: course.slug,
      confidential: false,
      note: course.note ?? '',
      sessions: sessions.map((session) => ({ ...session, where: placeOf(session) })),
      offeredUntil: addDays(this.clock.now(), 2),
      offerHours: 48,
      offerText: '48\u00a0uur',
    };
  }

  private madeUp(): SessionRow {
    const startsAt = addDays(this.clock.now(), 14);
    return {
      id: '',
      offeringId: '',
      title: '',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 7_200_000),
      sequence: 0,
      place: 'Stadhuis',
      address: t('enrolment.message-rule.example-address'),
      route: null,
      accessibility: null,
      safety: null,
      onlineUrl: null,
    };
  }
}
