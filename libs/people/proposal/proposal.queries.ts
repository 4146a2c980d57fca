import { Injectable } from '@nestjs/common';

import { Database, keyOf, type Page, pageOf } from '@academie/platform';

import type { Actor } from '../access/actor';
import type { ProposalKind } from './proposal.entity';

/** One change that waits for a decision. */
export interface ProposalRow {
  id: string;
  kind: ProposalKind;
  name: string;
  organisation: string;
  from: string | null;
  functions: string[];
  remark: string;
  askedAt: Date;
}

const PAGE = 25;
const PROPOSAL = `
  w.id, w.kind, p.given_name || ' ' || p.family_name AS name, o.name AS organisation, b.name AS "from",
  ARRAY(SELECT f.name FROM people.job_function f WHERE f.code = ANY (w.functions) ORDER BY f.position) AS functions,
  w.remark, w.asked_at AS "askedAt"`;
const FROM = `
  people.membership_proposal w
  JOIN people.person p ON p.id = w.person_id AND p.status = 'active'
  JOIN people.organisation o ON o.id = w.organisation_id
  LEFT JOIN people.organisation b ON b.id = w.from_organisation_id`;

@Injectable()
export class ProposalQueries {
  constructor(private readonly database: Database) {}

  /** Open changes that this person decides on, the oldest first. */
  async open(actor: Actor, after: string | undefined): Promise<Page<ProposalRow>> {
    const key = keyOf(after, 2);
    const found = await this.database.rows<ProposalRow>(
      `SELECT ${PROPOSAL} FROM ${FROM}
        WHERE w.state = 'open' AND ($1 OR w.organisation_id = ANY ($2))
          AND ($3::timestamptz IS NULL OR (w.asked_at, w.id) > ($3, $4::uuid))
        ORDER BY w.asked_at, w.id LIMIT $5`,
      [
        actor.isAdministrator,
        actor.coordinatedOrganisations,
        key?.[0] ?? null,
        key?.[1] ?? null,
        PAGE + 1,
      ],
    );
    return pageOf(
      found,
      PAGE,
      (row) => [row.askedAt.toISOString(), row.id],
      (row) => row,
    );
  }

  /** Open changes that this person told. */
  own(personId: string): Promise<ProposalRow[]> {
    return this.database.rows<ProposalRow>(
      `SELECT ${PROPOSAL} FROM ${FROM} WHERE w.person_id = $1 AND w.state = 'open' ORDER BY w.asked_at`,
      [personId],
    );
  }
}
