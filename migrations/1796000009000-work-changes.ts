import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of work that people tell themselves, until a coordinator decides. */
export class WorkChanges1796000009200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.membership_proposal (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        kind text NOT NULL,
        organisation_id uuid NOT NULL,
        from_organisation_id uuid,
        functions text[] NOT NULL,
        remark text NOT NULL DEFAULT '',
        state text NOT NULL DEFAULT 'open',
        asked_at timestamptz NOT NULL,
        decided_at timestamptz,
        CONSTRAINT membership_proposal_pk PRIMARY KEY (id),
        CONSTRAINT membership_proposal_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT membership_proposal_organisation_fk
          FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT membership_proposal_from_fk
          FOREIGN KEY (from_organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT membership_proposal_kind_known CHECK (kind IN ('functions', 'add', 'move', 'end')),
        CONSTRAINT membership_proposal_state_known
          CHECK (state IN ('open', 'accepted', 'refused', 'withdrawn')),
        CONSTRAINT membership_proposal_decided CHECK ((state = 'open') = (decided_at IS NULL)),
        CONSTRAINT membership_proposal_moves_from
          CHECK ((kind = 'move') = (from_organisation_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX membership_proposal_one_open
        ON people.membership_proposal (person_id, organisation_id) WHERE state = 'open';
      CREATE INDEX membership_proposal_organisation
        ON people.membership_proposal (organisation_id, asked_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE people.membership_proposal');
  }
}
