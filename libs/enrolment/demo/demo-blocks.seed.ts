import { Injectable } from '@nestjs/common';

import { DEMO_ACCOUNTS } from '@academie/people';
import { addDays, Clock, Database, demoId, DemoSeed, Journal, rows } from '@academie/platform';

const ID = demoId('seat-block', 'coordinator');
const SEATS = 3;
const ADDRESS = DEMO_ACCOUNTS.find(({ role }) => role === 'coordinator')?.email ?? '';

/** Seats of one offering to come, held for the organisation of the coordinator to try. */
@Injectable()
export class DemoBlocksSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  @DemoSeed('enrolment.demo-blocks')
  async load(): Promise<boolean> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const [made] = await rows<{ offeringId: string; organisationId: string }>(
        tx,
        `INSERT INTO enrolment.seat_block
           (id, offering_id, organisation_id, seats, release_at, token, created_at, created_by)
         SELECT $1, o.id, r.scope_id, $2, o.starts_at - interval '7 days', $3, $4, a.person_id
           FROM people.email_address a
           JOIN people.role_grant r ON r.person_id = a.person_id AND r.role = 'coordinator'
            AND r.revoked_at IS NULL
           CROSS JOIN LATERAL (
             SELECT f.id, f.starts_at FROM catalogue.offering f
              WHERE f.status = 'published' AND f.waiting_count = 0 AND f.starts_at > $5
                AND (f.enrol_opens_at IS NULL OR f.enrol_opens_at <= $4)
                AND f.capacity - f.seats_taken > $2 ORDER BY f.starts_at, f.id LIMIT 1) o
          WHERE a.address = $6 ORDER BY r.scope_id LIMIT 1
         ON CONFLICT DO NOTHING
         RETURNING offering_id AS "offeringId", organisation_id AS "organisationId"`,
        [ID, SEATS, ID.replaceAll('-', ''), now, addDays(now, 14), ADDRESS],
      );
      if (!made) return false;
      await this.journal.record(tx, {
        action: 'seats.held',
        subjectId: ID,
        data: { ...made, seats: SEATS },
      });
      return true;
    });
  }
}
