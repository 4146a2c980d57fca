import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { leadsCourse } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import {
  ChangedMeanwhile,
  Clock,
  Database,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { EnrolmentAccess } from '../place/enrolment-access';
import { EssentialMessage, NoSuchMessage, UnknownPlaceholder } from './message.errors';
import { messageKind, type OwnKind } from '../message/message-kinds';
import { type EffectiveRule, MessageRules, type RuleOwner } from '../message/message-rules';
import { unknownPlaceholders } from '../message/message-text';

/** What an organiser says about a message. */
export interface RuleChange {
  enabled: boolean;
  /** 0 to 90; only of a message that goes by the clock. */
  days?: number | undefined;
  /** Undefined or '' is as it comes. */
  subject?: string | undefined;
  body?: string | undefined;
}

/** An own message: all of it is said, and it is on. */
export interface OwnMessage {
  moment: 'before' | 'after';
  days: number;
  subject: string;
  body: string;
}

/** Changes which messages go out, and what they say: for a course, or for one offering. */
@Injectable()
export class MessageRuleService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly rules: MessageRules,
  ) {}

  /** Whose messages an offering's are. @throws NotFound, NotAllowed unless the actor organises it */
  async ownerOfOffering(actor: Actor, offeringId: string): Promise<RuleOwner> {
    const found = await this.database.first<{ courseId: string }>(
      'SELECT course_id AS "courseId" FROM catalogue.offering WHERE id = $1',
      [offeringId],
    );
    if (!found) throw new NotFound();
    if (!(await this.access.rightsIn(actor, offeringId))?.organises) throw new NotAllowed();
    return { offeringId, courseId: found.courseId };
  }

  /** The same of a course. @throws NotFound, NotAllowed unless the actor leads a theme of it */
  async ownerOfCourse(actor: Actor, courseId: string): Promise<RuleOwner> {
    const found = await this.database.first<{ leads: boolean }>(
      `SELECT ${leadsCourse('c.id', '$2')} AS leads
         FROM catalogue.course c WHERE c.id = $1`,
      [courseId, actor.ledThemes],
    );
    if (!found) throw new NotFound();
    if (!found.leads && !actor.isAdministrator) throw new NotAllowed();
    return { courseId };
  }

  /**
   * Changes one message. `version` is that of the row somebody looked at, 0 when there was none.
   * @throws NoSuchMessage, EssentialMessage, UnknownPlaceholder, ChangedMeanwhile
   */
  async change(
    actor: Actor,
    owner: RuleOwner,
    key: string,
    change: RuleChange,
    version?: number,
  ): Promise<EffectiveRule> {
    return this.database.transaction(async (tx) => {
      await lock(tx, owner);
      const rule = await this.rules.one(owner, key, tx);
      if (!rule || (rule.isOwn && !isOwnedBy(rule, owner))) throw new NoSuchMessage();
      if (version !== undefined && version !== rule.version) throw new ChangedMeanwhile();
      if (rule.essential && !change.enabled) throw new EssentialMessage();
      checkText(change);
      await this.write(tx, actor, owner, rule, change);
      const changed = await this.rules.one(owner, key, tx);
      if (!changed) throw new NoSuchMessage();
      return changed;
    });
  }

  /** Adds a message of one's own. @throws UnknownPlaceholder */
  async add(actor: Actor, owner: RuleOwner, message: OwnMessage): Promise<string> {
    checkText(message);
    const kind: OwnKind = `own-${message.moment}`;
    const id = newId();
    await this.database.transaction(async (tx) => {
      await rows(
        tx,
        `INSERT INTO enrolment.message_rule
           (id, course_id, offering_id, kind, enabled, days, subject, body, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[id, ...columnsOf(owner), kind, true, message.days],
          ...[message.subject, message.body, this.clock.now(), actor.id],
        ],
      );
      await this.record(tx, actor, owner, id, 'added');
    });
    return id;
  }

  /** Back to how the message comes by itself; an own one is gone. @throws NoSuchMessage */
  async reset(actor: Actor, owner: RuleOwner, key: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [courseId, offeringId] = columnsOf(owner);
      const gone = await rows(
        tx,
        `DELETE FROM enrolment.message_rule
          WHERE course_id IS NOT DISTINCT FROM $1 AND offering_id IS NOT DISTINCT FROM $2
            AND CASE WHEN kind IN ('own-before', 'own-after') THEN id::text ELSE kind END = $3
         RETURNING id`,
        [courseId, offeringId, key],
      );
      if (gone.length === 0 && !messageKind(key)) throw new NoSuchMessage();
      if (gone.length > 0) await this.record(tx, actor, owner, key, 'reset');
    });
  }

  private async write(
    tx: EntityManager,
    actor: Actor,
    owner: RuleOwner,
    rule: EffectiveRule,
    change: RuleChange,
  ): Promise<void> {
    const days = rule.moment === 'transition' ? null : (change.days ?? rule.days);
    // What is as it comes anyway is not written down, so that it changes along.
    const said = (text: string | undefined, usual: string | null): string | null =>
      !text || text === usual ? (rule.isOwn ? (text ?? null) : null) : text;
    const values = [
      change.enabled,
      days,
      said(change.subject, rule.usual.subject),
      said(change.body, rule.usual.body),
      this.clock.now(),
      actor.id,
    ];
    if (rule.version > 0)
      await rows(
        tx,
        `UPDATE enrolment.message_rule
            SET enabled = $4, days = $5, subject = $6, body = $7, changed_at = $8, changed_by = $9,
                version = version + 1
          WHERE course_id IS NOT DISTINCT FROM $1 AND offering_id IS NOT DISTINCT FROM $2
            AND CASE WHEN kind IN ('own-before', 'own-after') THEN id::text ELSE kind END = $3`,
        [...columnsOf(owner), rule.key, ...values],
      );
    else
      await rows(
        tx,
        `INSERT INTO enrolment.message_rule
           (course_id, offering_id, kind, enabled, days, subject, body, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [...columnsOf(owner), rule.key, ...values],
      );
    await this.record(tx, actor, owner, rule.key, 'changed');
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    owner: RuleOwner,
    key: string,
    what: 'added' | 'changed' | 'reset',
  ): Promise<unknown> {
    return this.journal.record(tx, {
      action: 'message.rule-changed',
      subjectId: 'offeringId' in owner ? owner.offeringId : owner.courseId,
      actorId: actor.id,
      data: { message: key, what },
    });
  }
}

// Two organisers who change the same message come one after the other.
const lock = (tx: EntityManager, owner: RuleOwner): Promise<unknown> =>
  rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [
    `message-rules:${columnsOf(owner).join(':')}`,
  ]);

const columnsOf = (owner: RuleOwner): [string | null, string | null] =>
  'offeringId' in owner ? [null, owner.offeringId] : [owner.courseId, null];

const isOwnedBy = ({ from }: EffectiveRule, owner: RuleOwner): boolean =>
  from === ('offeringId' in owner ? 'offering' : 'course');

function checkText({ subject, body }: Pick<RuleChange, 'subject' | 'body'>): void {
  if (subject && unknownPlaceholders(subject).length > 0) throw new UnknownPlaceholder('subject');
  if (body && unknownPlaceholders(body).length > 0) throw new UnknownPlaceholder('body');
}
