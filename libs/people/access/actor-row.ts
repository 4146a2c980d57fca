import { Actor, type ActorData } from './actor';

/** One query for who somebody is and may ($2 is now): session or token on the left, grants gathered on the right. */
export const ACTOR = `
  p.id, p.given_name || ' ' || p.family_name AS name, o.id AS organisation_id, o.name AS organisation_name,
  coalesce((SELECT jsonb_agg(jsonb_build_object('role', g.role, 'scopeKind', g.scope_kind, 'scopeId', g.scope_id))
     FROM people.role_grant g WHERE g.person_id = p.id AND g.revoked_at IS NULL
      AND (g.ends_at IS NULL OR g.ends_at > $2)), '[]') AS grants,
  EXISTS (SELECT FROM people.passkey k WHERE k.person_id = p.id) OR EXISTS (
    SELECT FROM people.totp c WHERE c.person_id = p.id AND c.confirmed_at IS NOT NULL) AS has_factor`;
/** The person of a session or token `s`, who may still sign in. */
export const WHOSE = `
  JOIN people.person p ON p.id = s.person_id AND p.status = 'active' AND p.blocked_at IS NULL
  LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
  LEFT JOIN people.organisation o ON o.id = m.organisation_id`;

/** What the two say of somebody. */
export interface ActorRow {
  token_hash: Buffer;
  id: string;
  name: string;
  organisation_id: string | null;
  organisation_name: string | null;
  grants: ActorData['grants'];
  has_factor: boolean;
  proved_at?: Date;
  last_seen_at?: Date;
  last_used_at?: Date | null;
  scopes?: string[];
  requests_per_minute?: number | null;
}

export const actorOf = (row: ActorRow, mayWrite: boolean): Actor =>
  new Actor({
    id: row.id,
    name: row.name,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    grants: row.grants,
    hasFactor: row.has_factor,
    mayWrite,
  });
