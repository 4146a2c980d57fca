import { Injectable } from '@nestjs/common';

import { Database, Journal, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { LastWayIn } from '../provider-sign-in/provider-sign-in.errors';

/** A service that an account is linked with. */
export interface LinkRow {
  id: string;
  name: string;
  linkedAt: Date;
  lastUsedAt: Date | null;
}

/** What somebody sees and undoes of the own links. */
@Injectable()
export class ProviderLinks {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /** Those linked, and those of the own organisations that are not. */
  async of(
    personId: string,
  ): Promise<{ linked: LinkRow[]; others: { slug: string; name: string }[] }> {
    const [linked, others] = await Promise.all([
      this.database.rows<LinkRow>(
        `SELECT a.id, p.name, a.linked_at AS "linkedAt", a.last_used_at AS "lastUsedAt"
           FROM people.provider_account a
           JOIN people.provider p ON p.id = a.provider_id AND p.ended_at IS NULL
          WHERE a.person_id = $1 ORDER BY p.name, a.linked_at LIMIT 50`,
        [personId],
      ),
      this.database.rows<{ slug: string; name: string }>(
        `SELECT p.slug, p.name FROM people.provider p
          WHERE p.ended_at IS NULL
            AND NOT EXISTS (SELECT FROM people.provider_account a
                             WHERE a.provider_id = p.id AND a.person_id = $1)
            AND EXISTS (SELECT FROM people.provider_organisation o
                          JOIN people.membership m ON m.organisation_id = o.organisation_id
                         WHERE o.provider_id = p.id AND m.person_id = $1 AND m.valid_to IS NULL)
          ORDER BY p.name LIMIT 50`,
        [personId],
      ),
    ]);
    return { linked, others };
  }

  /** Undoes a link of the own account. Doing it twice changes nothing. @throws LastWayIn */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await rows(tx, 'SELECT 1 FROM people.person WHERE id = $1 FOR UPDATE', [actor.id]);
      const [ways] = await rows<{ isThere: boolean; others: boolean }>(
        tx,
        `SELECT EXISTS (SELECT FROM people.provider_account WHERE id = $2 AND person_id = $1) AS "isThere",
                EXISTS (SELECT FROM people.password WHERE person_id = $1)
             OR EXISTS (SELECT FROM people.provider_account a
                          JOIN people.provider p ON p.id = a.provider_id AND p.ended_at IS NULL
                         WHERE a.person_id = $1 AND a.id <> $2) AS others`,
        [actor.id, id],
      );
      if (!ways?.isThere) return;
      if (!ways.others) throw new LastWayIn();
      const [gone] = await rows<{ providerId: string }>(
        tx,
        `DELETE FROM people.provider_account WHERE id = $2 AND person_id = $1
         RETURNING provider_id AS "providerId"`,
        [actor.id, id],
      );
      await this.journal.record(tx, {
        action: 'provider.unlinked',
        subjectId: actor.id,
        actorId: actor.id,
        data: { providerId: gone?.providerId },
      });
    });
  }
}
