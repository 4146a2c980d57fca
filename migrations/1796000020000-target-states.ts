import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How each target stood is kept, so that a question about the past has the same answer for ever. */
export class TargetStates1796000020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE targets.target_state (
        target_id uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        withdrawn boolean NOT NULL,
        position integer NOT NULL,
        state jsonb NOT NULL,
        CONSTRAINT target_state_pk PRIMARY KEY (target_id, recorded_at),
        CONSTRAINT target_state_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id)
      )`);
    // What is known of before is how they stand now; the history begins here.
    await db.query(`
      INSERT INTO targets.target_state (target_id, recorded_at, withdrawn, position, state)
      SELECT s.id, s.loaded_at, s.withdrawn, s.position, to_jsonb(s) - 'loaded_at' - 'withdrawn' - 'position'
        FROM (SELECT t.id, t.plan_id AS "planId", p.year, p.status AS "planStatus", p.version AS "planVersion",
    p.label AS "planLabel", t.code, t.title, t.sentence, t.source_lines AS "sourceLines",
    t.is_other AS "isOther", t.unit, t.operator, t.norm, t.norm_source AS "normSource",
    t.plan_norm AS "planNorm", t.norm_set_at AS "normSetAt", t.period_from::text AS "periodFrom",
    t.period_to::text AS "periodTo", t.rule, t.measures, t.baseline,
    t.open_question AS "openQuestion", t.year_specific AS "yearSpecific", t.to_check AS "toCheck",
    t.version, (
      SELECT jsonb_agg(jsonb_build_object('id', th.id, 'slug', th.slug, 'name', th.name,
        'parentId', th.parent_id) ORDER BY th.position)
      FROM targets.target_owner o JOIN catalogue.theme th ON th.id = o.theme_id
      WHERE o.target_id = t.id) AS owners
    , p.loaded_at, t.withdrawn, t.position
  FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id) s`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE targets.target_state');
  }
}
