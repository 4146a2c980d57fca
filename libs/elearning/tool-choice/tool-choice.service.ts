import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  CONFIG,
  type Config,
  Database,
  insertRows,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { DraftLock, type LockedDraft } from '../draft/draft-lock';
import { OutlineService } from '../draft/outline.service';
import { ToolTokenRefused } from '../elearning.errors';
import { ToolQueries, type ToolRow } from '../tool/tool.queries';
import { ToolTokens } from '../tool/tool-tokens';
import { hashOf, isSecret } from '../tool-launch/secret-text';
import { ToolLaunchService, type WayToTool } from '../tool-launch/tool-launch.service';
import { type ChosenItem, readChosen } from './chosen-item';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim';
/** Somebody may look around in the tool for a while. */
const HOURS = 4;

/** What an author asked for before going to the tool. */
export interface Wish {
  moduleKey: string;
  title: string;
  passMark: number | null;
}

/** A choice as it stands. */
export interface ChoiceRow extends Wish {
  id: string;
  toolId: string;
  toolName: string;
  isAnswered: boolean;
  item: ChosenItem | null;
  lessonKey: string | null;
}

/** Choosing what a lesson opens in a tool: the author goes there, and the tool says what was chosen. */
@Injectable()
export class ToolChoiceService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly lock: DraftLock,
    private readonly outline: OutlineService,
    private readonly tools: ToolQueries,
    private readonly tokens: ToolTokens,
    private readonly launches: ToolLaunchService,
  ) {}

  /** Sends an author to a tool to choose. The caller has asked who may. @throws NotFound */
  begin(actor: Actor, courseId: string, tool: ToolRow, wish: Wish): Promise<WayToTool> {
    return this.database.transaction(async (tx) => {
      const id = newId();
      await insertRows(tx, 'elearning.tool_choice', [
        {
          id,
          tool_id: tool.id,
          course_id: courseId,
          module_key: wish.moduleKey,
          title: wish.title,
          pass_mark: wish.passMark,
          person_id: actor.id,
          expires_at: new Date(this.clock.now().getTime() + HOURS * 3_600_000),
        },
      ]);
      return this.launches.choose(actor, tool, id, tx);
    });
  }

  /** Adds a lesson with what opens first in a tool that lets nobody choose. Returns its key. @throws NotFound */
  add(actor: Actor, courseId: string, tool: ToolRow, wish: Wish): Promise<string> {
    const item = { title: tool.name, url: tool.launchUrl, custom: {}, maximum: 100 };
    return this.lock.change(actor, courseId, 'tool', (tx, draft) =>
      this.insert(tx, draft, tool.id, wish, { ...item, resourceId: null, tag: null }),
    );
  }

  /**
   * Keeps what a tool says that was chosen, until the author says that it is right: the browser that brings it has
   * no session. Returns whose choice it was.
   * @throws ToolTokenRefused, ToolChoiceRefused
   */
  async receive(token: unknown): Promise<{ id: string; courseId: string }> {
    const { publicUrl } = this.config;
    const { tool, claims } = await this.tokens.read(token, {
      audience: [publicUrl],
      once: 'nonce',
    });
    const data = claims[`${LINKING}/data`];
    if (
      claims[`${LTI}/message_type`] !== 'LtiDeepLinkingResponse' ||
      claims[`${LTI}/version`] !== '1.3.0' ||
      claims[`${LTI}/deployment_id`] !== tool.deploymentId ||
      !isSecret(data)
    )
      throw new ToolTokenRefused();
    const item = readChosen(claims[`${LINKING}/content_items`], tool);
    const found = await this.database.first<{ id: string; courseId: string }>(
      `UPDATE elearning.tool_choice SET answered_at = $3, item = $4
        WHERE data_hash = $1 AND tool_id = $2 AND answered_at IS NULL AND expires_at > $3
       RETURNING id, course_id AS "courseId"`,
      [hashOf(data), tool.id, this.clock.now(), item && JSON.stringify(item)],
    );
    if (!found) throw new ToolTokenRefused();
    return found;
  }

  /** A choice of one's own. @throws NotFound */
  async one(actor: Actor, courseId: string, id: string): Promise<ChoiceRow> {
    const found = await this.find(undefined, actor, courseId, id);
    if (!found) throw new NotFound();
    return found;
  }

  /** Makes a lesson of what was chosen. Doing it again changes nothing. Returns its key. @throws NotFound */
  take(actor: Actor, courseId: string, id: string): Promise<string> {
    return this.lock.change(actor, courseId, 'tool', async (tx, draft) => {
      const choice = await this.find(tx, actor, courseId, id);
      if (!choice?.item) throw new NotFound();
      if (choice.lessonKey) return choice.lessonKey;
      await this.tools.one(choice.toolId, tx);
      const key = await this.insert(tx, draft, choice.toolId, choice, choice.item);
      await rows(tx, 'UPDATE elearning.tool_choice SET lesson_key = $2 WHERE id = $1', [id, key]);
      return key;
    });
  }

  // Under the lock of the draft, so that two buttons make one lesson.
  private find(
    tx: EntityManager | undefined,
    actor: Actor,
    courseId: string,
    id: string,
  ): Promise<ChoiceRow | undefined> {
    return this.database.first<ChoiceRow>(
      `SELECT c.id, c.tool_id AS "toolId", t.name AS "toolName", c.module_key AS "moduleKey", c.title,
              c.pass_mark AS "passMark", c.answered_at IS NOT NULL AS "isAnswered", c.item,
              c.lesson_key AS "lessonKey"
         FROM elearning.tool_choice c JOIN elearning.tool t ON t.id = c.tool_id
        WHERE c.id = $1 AND c.course_id = $2 AND c.person_id = $3`,
      [id, courseId, actor.id],
      tx,
    );
  }

  private async insert(
    tx: EntityManager,
    draft: LockedDraft,
    toolId: string,
    { moduleKey, title, passMark }: Wish,
    item: ChosenItem,
  ): Promise<string> {
    const toolLinkId = newId();
    await insertRows(tx, 'elearning.tool_link', [
      {
        id: toolLinkId,
        tool_id: toolId,
        course_id: draft.courseId,
        title: title || item.title,
        url: item.url,
        custom: item.custom,
        maximum: item.maximum,
        resource_id: item.resourceId,
        tag: item.tag,
        pass_mark: passMark,
        added_at: this.clock.now(),
      },
    ]);
    return this.outline.addToolLink(tx, draft, {
      moduleKey,
      title: title || item.title,
      toolLinkId,
    });
  }
}
