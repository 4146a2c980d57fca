import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, CONFIG, type Config, Database, insertRows, Job, newId } from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { ToolClosed } from '../elearning.errors';
import { LearningQueries } from '../learning/learning.queries';
import { LearningService } from '../learning/learning.service';
import { ToolQueries, type ToolRow } from '../tool/tool.queries';
import { hashOf, newSecret, subjectOf } from './secret-text';

const MINUTES = 10;

/** Where a browser goes, and what it is called there. */
export interface WayToTool {
  name: string;
  href: string;
  /** In a frame within a page of ours. */
  inFrame: boolean;
}

/** How somebody stands in a tool. */
export interface ToolStanding {
  openedAt: Date;
  activity: string | null;
  score: number | null;
}

/** Opening things in tools: sends a browser to the tool, which then asks who sits there. */
@Injectable()
export class ToolLaunchService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly content: ContentQueries,
    private readonly learners: LearningQueries,
    private readonly learning: LearningService,
    private readonly tools: ToolQueries,
  ) {}

  /**
   * Opens the tool of a lesson for somebody with a place; who had not begun has now. In a frame when that was asked
   * for and agreed of the tool.
   * @throws NotFound, ToolClosed
   */
  async open(
    actor: Actor,
    enrolmentId: string,
    lessonKey: string,
    { versionId, inPage }: { versionId: string; inPage: boolean },
  ): Promise<WayToTool> {
    const enrolment = await this.learners.own(actor, enrolmentId);
    return this.database.transaction(async (tx) => {
      const learning = await this.learning.lock(tx, actor, enrolment, versionId);
      const { toolLinkId } = await this.content.lesson(learning.versionId, lessonKey, tx);
      const link = await this.tools.link(toolLinkId, tx);
      const tool = await this.tools.find(link.toolId, tx);
      if (!tool) throw new ToolClosed();
      const in_frame = inPage && tool.inPage;
      const row = {
        ...{ link_id: link.id, enrolment_id: enrolmentId, lesson_key: lessonKey, in_frame },
      };
      return this.send(tx, actor, tool, link.url, row);
    });
  }

  /** Sends an author to where a tool lets one choose. The caller has asked who may. @throws ToolClosed */
  choose(actor: Actor, tool: ToolRow, choiceId: string, tx: EntityManager): Promise<WayToTool> {
    if (!tool.chooseUrl) throw new ToolClosed();
    return this.send(tx, actor, tool, tool.chooseUrl, { choice_id: choiceId });
  }

  /** How this enrolment stands in what a lesson opens; undefined before it was opened. */
  standing(linkId: string, enrolmentId: string): Promise<ToolStanding | undefined> {
    return this.database.first<ToolStanding>(
      `SELECT opened_at AS "openedAt", activity, score FROM elearning.tool_use
        WHERE link_id = $1 AND enrolment_id = $2`,
      [linkId, enrolmentId],
    );
  }

  /** Forgets browsers on their way, and choices that nobody made. */
  @Job('53 4 * * *', 'elearning.forget-tool-launches')
  async forget(): Promise<void> {
    const now = this.clock.now();
    await this.database.rows('DELETE FROM elearning.tool_launch WHERE expires_at < $1', [now]);
    await this.database.rows('DELETE FROM elearning.tool_choice WHERE expires_at < $1', [now]);
  }

  private async send(
    tx: EntityManager,
    actor: Actor,
    tool: ToolRow,
    target: string,
    purpose: {
      link_id?: string;
      enrolment_id?: string;
      lesson_key?: string;
      choice_id?: string;
      in_frame?: boolean;
    },
  ): Promise<WayToTool> {
    const hint = newSecret();
    await insertRows(tx, 'elearning.tool_launch', [
      {
        id: newId(),
        hint_hash: hashOf(hint),
        tool_id: tool.id,
        person_id: actor.id,
        expires_at: new Date(this.clock.now().getTime() + MINUTES * 60_000),
        ...purpose,
      },
    ]);
    const url = new URL(tool.loginUrl);
    for (const [name, value] of [
      ['iss', this.config.publicUrl],
      ['client_id', tool.id],
      ['lti_deployment_id', tool.deploymentId],
      ['login_hint', subjectOf(tool, actor.id)],
      ['target_link_uri', target],
      ['lti_message_hint', hint],
    ] as const)
      url.searchParams.set(name, value);
    return { name: tool.name, href: url.href, inFrame: purpose.in_frame ?? false };
  }
}
