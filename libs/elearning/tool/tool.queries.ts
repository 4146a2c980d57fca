import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, isId, NotFound } from '@academie/platform';

import type { KeySet } from './tool.entity';

/** A tool that has not ended. */
export interface ToolRow {
  id: string;
  name: string;
  deploymentId: string;
  loginUrl: string;
  launchUrl: string;
  redirectUrls: string[];
  chooseUrl: string | null;
  keysUrl: string | null;
  keys: KeySet | null;
  givesScores: boolean;
  needsName: boolean;
  needsAddress: boolean;
  inPage: boolean;
  subjectKey: Buffer;
}

/** What a lesson opens in a tool. */
export interface ToolLinkRow {
  id: string;
  toolId: string;
  /** Of the tool, and null when it has ended. */
  toolName: string;
  isLive: boolean;
  givesScores: boolean;
  needsName: boolean;
  needsAddress: boolean;
  inPage: boolean;
  /** Where pages of the tool lie: of all addresses that an administrator filled in. */
  addresses: string[];
  courseId: string;
  title: string;
  url: string;
  custom: Record<string, string>;
  maximum: number;
  resourceId: string | null;
  tag: string | null;
  passMark: number | null;
}

const TOOL = `SELECT t.id, t.name, t.deployment_id AS "deploymentId", t.login_url AS "loginUrl",
    t.launch_url AS "launchUrl", t.redirect_urls AS "redirectUrls", t.choose_url AS "chooseUrl",
    t.keys_url AS "keysUrl", t.keys, t.gives_scores AS "givesScores", t.needs_name AS "needsName",
    t.needs_address AS "needsAddress", t.in_page AS "inPage", t.subject_key AS "subjectKey"
  FROM elearning.tool t WHERE t.ended_at IS NULL`;

const LINK = `SELECT k.id, k.tool_id AS "toolId", t.name AS "toolName", t.ended_at IS NULL AS "isLive",
    t.gives_scores AS "givesScores", t.needs_name AS "needsName", t.needs_address AS "needsAddress", t.in_page AS "inPage",
    t.login_url || t.launch_url || t.redirect_urls AS addresses, k.course_id AS "courseId", k.title, k.url, k.custom, k.maximum, k.resource_id AS "resourceId", k.tag,
    k.pass_mark AS "passMark"
  FROM elearning.tool_link k JOIN elearning.tool t ON t.id = k.tool_id`;

/** Tools, and what lessons open in them. */
@Injectable()
export class ToolQueries {
  constructor(private readonly database: Database) {}

  /** By name; with how many things in lessons open in each. */
  list(): Promise<(ToolRow & { links: number })[]> {
    return this.database.rows(
      `SELECT x.*, (SELECT count(*)::int FROM elearning.tool_link k WHERE k.tool_id = x.id) AS links
         FROM (${TOOL}) x ORDER BY x.name LIMIT 200`,
    );
  }

  /** Undefined for one that ended, and for what is no id. */
  async find(id: unknown, tx?: EntityManager): Promise<ToolRow | undefined> {
    if (!isId(id)) return undefined;
    return this.database.first<ToolRow>(`${TOOL} AND t.id = $1`, [id], tx);
  }

  /** @throws NotFound */
  async one(id: string, tx?: EntityManager): Promise<ToolRow> {
    const found = await this.find(id, tx);
    if (!found) throw new NotFound();
    return found;
  }

  /** @throws NotFound also for a lesson that opens no tool */
  async link(id: string | null, tx?: EntityManager): Promise<ToolLinkRow> {
    const found = await this.database.first<ToolLinkRow>(`${LINK} WHERE k.id = $1`, [id], tx);
    if (!found) throw new NotFound();
    return found;
  }

  /** Of a tool in a course, the oldest first. */
  links(toolId: string, courseId: string): Promise<ToolLinkRow[]> {
    return this.database.rows<ToolLinkRow>(
      `${LINK} WHERE k.tool_id = $1 AND k.course_id = $2 ORDER BY k.added_at, k.id LIMIT 500`,
      [toolId, courseId],
    );
  }
}
