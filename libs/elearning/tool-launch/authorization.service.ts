import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  CONFIG,
  type Config,
  Database,
  Installation,
  NotFound,
  rows,
} from '@academie/platform';

import { ToolRequestRefused } from '../elearning.errors';
import { LearningQueries, type OwnEnrolment } from '../learning/learning.queries';
import { AcademieKeys } from '../tool/academie-keys';
import { CHOSEN } from '../tool/tool-addresses';
import { ToolQueries, type ToolRow } from '../tool/tool.queries';
import { hashOf, isSecret, newSecret, subjectOf } from './secret-text';
import { choosingMessage, resourceMessage, type Subject } from './tool-message';

/** The message is read at once. */
const MESSAGE_SECONDS = 300;
const LONGEST = 2000;

/** What a tool asks of a browser that came to it (OpenID Connect, implicit flow). */
export type AuthorizationRequest = Record<string, unknown>;

/** A form that the browser sends to the tool. */
export interface FormForTool {
  action: string;
  toolName: string;
  fields: { name: string; value: string }[];
  /** It stands in a frame within a page of ours. */
  inFrame: boolean;
}

interface LaunchRow {
  id: string;
  linkId: string | null;
  enrolmentId: string | null;
  lessonKey: string | null;
  choiceId: string | null;
  inFrame: boolean;
}

interface Told {
  tool: ToolRow;
  nonce: string;
  subject: Subject;
}

/** Tells a tool who sits in a browser that we sent there, and what is opened: once for each time that something is. */
@Injectable()
export class AuthorizationService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly installation: Installation,
    private readonly keys: AcademieKeys,
    private readonly tools: ToolQueries,
    private readonly learners: LearningQueries,
  ) {}

  /**
   * The answer for the tool. What is wrong is told to the tool too, once we know that the address is one of its own.
   * @throws ToolRequestRefused when we do not know that
   */
  async answer(actor: Actor, asked: AuthorizationRequest): Promise<FormForTool> {
    const tool = await this.tools.find(asked.client_id);
    const action = tool?.redirectUrls.find((one) => one === asked.redirect_uri);
    if (!tool || action === undefined) throw new ToolRequestRefused();
    const state = shortText(asked.state);
    const fields = await this.fieldsFor(actor, tool, asked);
    return {
      action,
      toolName: tool.name,
      inFrame: await this.isInFrame(actor, tool, asked.lti_message_hint),
      fields: Object.entries({ ...fields, ...(state !== undefined && { state }) }).map(
        ([name, value]) => ({ name, value }),
      ),
    };
  }

  private async fieldsFor(
    actor: Actor,
    tool: ToolRow,
    asked: AuthorizationRequest,
  ): Promise<Record<string, string>> {
    const nonce = shortText(asked.nonce);
    if (asked.response_type !== 'id_token') return { error: 'unsupported_response_type' };
    if (!String(asked.scope).split(' ').includes('openid')) return { error: 'invalid_scope' };
    if (asked.response_mode !== 'form_post' || asked.prompt !== 'none' || !nonce)
      return { error: 'invalid_request' };
    if (asked.login_hint !== subjectOf(tool, actor.id)) return { error: 'login_required' };
    const { lti_message_hint: hint } = asked;
    try {
      const message = isSecret(hint) && (await this.messageFor(actor, tool, nonce, hint));
      if (!message) return { error: 'invalid_request' };
      return { id_token: await this.keys.sign(message, MESSAGE_SECONDS) };
    } catch (error) {
      // The place was given up, or the lesson is gone.
      if (error instanceof NotFound) return { error: 'access_denied' };
      throw error;
    }
  }

  /** Of what this person opened; used or not. */
  private async isInFrame(actor: Actor, { id }: ToolRow, hint: unknown): Promise<boolean> {
    if (!isSecret(hint)) return false;
    const found = await this.database.first(
      `SELECT 1 AS one FROM elearning.tool_launch
        WHERE hint_hash = $1 AND tool_id = $2 AND person_id = $3 AND in_frame`,
      [hashOf(hint), id, actor.id],
    );
    return found !== undefined;
  }

  // Undefined when nothing was opened with the hint, or it was used.
  private async messageFor(
    actor: Actor,
    tool: ToolRow,
    nonce: string,
    hint: string,
  ): Promise<Record<string, unknown> | undefined> {
    const launch = await this.database.first<LaunchRow>(
      `SELECT id, link_id AS "linkId", enrolment_id AS "enrolmentId", lesson_key AS "lessonKey",
              choice_id AS "choiceId", in_frame AS "inFrame"
         FROM elearning.tool_launch WHERE hint_hash = $1 AND tool_id = $2 AND person_id = $3 AND expires_at > $4`,
      [hashOf(hint), tool.id, actor.id, this.clock.now()],
    );
    if (!launch) return undefined;
    const { enrolmentId } = launch;
    const enrolment = enrolmentId ? await this.learners.own(actor, enrolmentId) : undefined;
    return this.database.transaction(async (tx) => {
      const used = await rows(
        tx,
        `UPDATE elearning.tool_launch SET used_at = $2 WHERE id = $1 AND used_at IS NULL RETURNING id`,
        [launch.id, this.clock.now()],
      );
      if (used.length === 0) return undefined;
      const told = { tool, nonce, subject: await this.subject(tx, tool, actor) };
      return enrolment
        ? this.opening(tx, enrolment, launch, told)
        : this.choosing(tx, launch.choiceId ?? '', told);
    });
  }

  private async opening(
    tx: EntityManager,
    { id: enrolmentId, courseId, courseTitle }: OwnEnrolment,
    { linkId, lessonKey, inFrame }: LaunchRow,
    told: Told,
  ): Promise<Record<string, unknown>> {
    const link = await this.tools.link(linkId, tx);
    // Who became one with another record stays for a tool who this person was.
    const [use] = await rows<{ subject: string }>(
      tx,
      `INSERT INTO elearning.tool_use AS u (link_id, enrolment_id, subject, opened_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (link_id, enrolment_id) DO UPDATE SET opened_at = excluded.opened_at RETURNING u.subject`,
      [linkId, enrolmentId, told.subject.sub, this.clock.now()],
    );
    const key = lessonKey ?? '';
    const back = inFrame
      ? `/leerprogramma/klaar/${enrolmentId}/${key}`
      : `/leren/${enrolmentId}/les/${key}/terug`;
    const around = {
      ...this.around(),
      ...told,
      subject: { ...told.subject, sub: use?.subject ?? told.subject.sub },
      course: { id: courseId, title: courseTitle },
      returnUrl: `${this.config.publicUrl}${back}`,
      inFrame,
    };
    return resourceMessage(around, link);
  }

  private async choosing(
    tx: EntityManager,
    choiceId: string,
    told: Told,
  ): Promise<Record<string, unknown> | undefined> {
    const data = newSecret();
    const [choice] = await rows<{ courseId: string; courseTitle: string; title: string }>(
      tx,
      `UPDATE elearning.tool_choice c SET data_hash = $2 FROM catalogue.known_course k
        WHERE c.id = $1 AND c.answered_at IS NULL AND k.id = c.course_id
       RETURNING c.course_id AS "courseId", k.title AS "courseTitle", c.title`,
      [choiceId, hashOf(data)],
    );
    if (!choice) return undefined;
    const around = {
      ...this.around(),
      ...told,
      course: { id: choice.courseId, title: choice.courseTitle },
      returnUrl: `${this.config.publicUrl}/beheer/aanbod/${choice.courseId}/lessen`,
    };
    const comesBackTo = `${this.config.publicUrl}${CHOSEN}`;
    return choosingMessage(around, { data, comesBackTo, title: choice.title });
  }

  private around(): { publicUrl: string; academie: string } {
    return { publicUrl: this.config.publicUrl, academie: this.installation.current.name };
  }

  /** Names and an address only where it was agreed that the tool needs them. */
  private async subject(tx: EntityManager, tool: ToolRow, actor: Actor): Promise<Subject> {
    const sub = subjectOf(tool, actor.id);
    if (!tool.needsName && !tool.needsAddress) return { sub };
    const [known] = await rows<{ givenName: string; familyName: string; address: string | null }>(
      tx,
      `SELECT n.given_name AS "givenName", n.family_name AS "familyName", a.address
         FROM people.person_name n LEFT JOIN people.primary_address a ON a.person_id = n.id WHERE n.id = $1`,
      [actor.id],
    );
    return {
      sub,
      ...(tool.needsName && { givenName: known?.givenName, familyName: known?.familyName }),
      ...(tool.needsAddress && { email: known?.address ?? undefined }),
    };
  }
}

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST ? value : undefined;
