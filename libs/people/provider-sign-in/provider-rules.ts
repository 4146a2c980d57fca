import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

import { Actor } from '../access/actor';
import { MembershipService } from '../membership/membership.service';
import type { ProviderRow } from '../provider/provider.queries';
import type { ProviderIdentity } from './identity';

interface Job {
  id: string;
  organisationId: string;
  functions: string[];
}

/** Does what the rules of a service say: who has this claim works there, or does that. */
@Injectable()
export class ProviderRules {
  constructor(private readonly memberships: MembershipService) {}

  /**
   * In the caller's transaction, at each time that somebody signs in. Functions that a rule speaks of follow the claims;
   * others, and work at organisations that the service does not speak for, are left alone. Nobody's work ends by it.
   */
  async apply(
    tx: EntityManager,
    personId: string,
    provider: ProviderRow,
    { functions, organisationIds }: ProviderIdentity,
  ): Promise<void> {
    const ruled = await rows<{ code: string }>(
      tx,
      `SELECT DISTINCT function_code AS code FROM people.provider_rule
        WHERE provider_id = $1 AND function_code IS NOT NULL`,
      [provider.id],
    );
    const spokenFor = organisationIds.filter((id) => provider.organisationIds.includes(id));
    if (ruled.length === 0 && spokenFor.length === 0) return;
    const codes = new Set(ruled.map(({ code }) => code));
    const actor = ofTheService(personId, provider);
    const jobs = await this.jobsOf(tx, personId, provider);
    for (const job of jobs) {
      const next = [...job.functions.filter((code) => !codes.has(code)), ...functions].sort();
      if (next.join() !== [...job.functions].sort().join())
        await this.memberships.setFunctionsIn(tx, actor, job.id, next);
    }
    for (const organisationId of new Set(spokenFor))
      if (!jobs.some((job) => job.organisationId === organisationId))
        await this.memberships.beginIn(tx, actor, { personId, organisationId, functions });
  }

  private jobsOf(tx: EntityManager, personId: string, provider: ProviderRow): Promise<Job[]> {
    return rows<Job>(
      tx,
      `SELECT m.id, m.organisation_id AS "organisationId", ARRAY(
                SELECT f.function_code FROM people.membership_function f WHERE f.membership_id = m.id) AS functions
         FROM people.membership m
        WHERE m.person_id = $1 AND m.valid_to IS NULL AND m.organisation_id = ANY ($2) ORDER BY m.id`,
      [personId, provider.organisationIds],
    );
  }
}

/** The person, whose own service says where they work; for these organisations, and for this alone. */
const ofTheService = (personId: string, { organisationIds }: ProviderRow): Actor =>
  new Actor({
    id: personId,
    name: '',
    organisationId: null,
    organisationName: null,
    grants: organisationIds.map((scopeId) => ({
      role: 'coordinator',
      scopeKind: 'organisation',
      scopeId,
    })),
    hasFactor: false,
    mayWrite: true,
  });
