import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import {
  isOwnKind,
  MESSAGE_KINDS,
  type MessageMoment,
  type MessageTopic,
  topicOf,
} from './message-kinds';

/** Whose messages: of all offerings of a course, or of one of them. */
export type RuleOwner = { courseId: string } | { offeringId: string; courseId: string };

/** A message as it goes out, after what organisers changed about it. */
export interface EffectiveRule {
  /** The kind, or the id of one that an organiser made up. */
  key: string;
  label: string;
  moment: MessageMoment;
  essential: boolean;
  enabled: boolean;
  days: number | null;
  /** Null is the subject of the mail itself. */
  subject: string | null;
  /** Null is nothing more than the mail itself says. */
  body: string | null;
  topic: MessageTopic | null;
  /** What it says when this owner says nothing. */
  usual: { subject: string | null; body: string | null };
  /** Who decided: nobody, the course, or this offering. */
  from: 'default' | 'course' | 'offering';
  isOwn: boolean;
  /** Of the row of this owner; 0 without one. */
  version: number;
}

interface RuleRow {
  id: string;
  ofOffering: boolean;
  kind: string;
  enabled: boolean;
  days: number | null;
  subject: string | null;
  body: string | null;
  version: number;
}

@Injectable()
export class MessageRules {
  constructor(private readonly database: Database) {}

  /** All messages of a course or an offering: those of the academie first, then the own ones. */
  async of(owner: RuleOwner, tx?: EntityManager): Promise<EffectiveRule[]> {
    const offeringId = 'offeringId' in owner ? owner.offeringId : null;
    const found = await this.database.rows<RuleRow>(
      `SELECT id, offering_id IS NOT NULL AS "ofOffering", kind, enabled, days, subject, body, version
         FROM enrolment.message_rule WHERE course_id = $1 OR offering_id = $2
        ORDER BY days, id`,
      [owner.courseId, offeringId],
      tx,
    );
    const changed = (kind: string, ofOffering: boolean): RuleRow | undefined =>
      found.find((row) => row.kind === kind && row.ofOffering === ofOffering);
    const known = MESSAGE_KINDS.map((kind): EffectiveRule => {
      const [ofOffering, ofCourse] = [changed(kind.kind, true), changed(kind.kind, false)];
      const mine = offeringId === null ? ofCourse : ofOffering;
      const above = offeringId === null ? undefined : ofCourse;
      const usual = {
        subject: above?.subject ?? kind.subject,
        body: above?.body ?? kind.body,
      };
      return {
        ...kind,
        key: kind.kind,
        enabled: kind.essential || (mine ?? above ?? kind).enabled,
        days: mine?.days ?? above?.days ?? kind.days,
        subject: mine?.subject ?? usual.subject,
        body: mine?.body ?? usual.body,
        usual,
        from: ofOffering ? 'offering' : ofCourse ? 'course' : 'default',
        isOwn: false,
        version: mine?.version ?? 0,
      };
    });
    return [...known, ...found.filter(({ kind }) => isOwnKind(kind)).map(ownRule)];
  }

  /** One message, or undefined. */
  async one(owner: RuleOwner, key: string, tx?: EntityManager): Promise<EffectiveRule | undefined> {
    return (await this.of(owner, tx)).find((rule) => rule.key === key);
  }
}

function ownRule({ id, ofOffering, kind, ...row }: RuleRow): EffectiveRule {
  const moment = kind === 'own-before' ? 'before' : 'after';
  return {
    ...row,
    key: id,
    label: row.subject ?? '',
    moment,
    essential: false,
    topic: topicOf(moment),
    usual: { subject: null, body: null },
    from: ofOffering ? 'offering' : 'course',
    isOwn: true,
  };
}
