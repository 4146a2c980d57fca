import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/**
 * People stand where Dutch people look for them, and are found by what a page shows. The trigger fills both
 * columns for the release before this one too.
 */
export class NamesInOrder1796000020100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('people.bare_name', 'b2760d9b'));
    await db.query(sqlFile('people.plain_name', '2cbb4772'));
    await db.query(sqlFile('people.family_core', 'e1570e51'));
    await db.query(sqlFile('people.name_patterns', 'dba5c5a7'));
    await db.query(`
      ALTER TABLE people.person
        ADD COLUMN sort_name text COLLATE "C" NOT NULL DEFAULT '',
        ADD COLUMN search_name text NOT NULL DEFAULT ''`);
    await db.query(sqlFile('people.keep_names', '458bf374'));
    await db.query('UPDATE people.person SET family_name = family_name');
    await db.query('CREATE INDEX person_by_sort_name ON people.person (sort_name, id)');
    await db.query(
      'CREATE INDEX person_by_search_name ON people.person USING gin (search_name gin_trgm_ops)',
    );
    await db.query(sqlFile('people.person_name', '017dfb09'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW people.person_name');
    await db.query(sqlFile('people.person_name', 'c3d87485'));
    await db.query('DROP TRIGGER person_keep_names ON people.person');
    await db.query('DROP FUNCTION people.keep_names()');
    await db.query(`
      ALTER TABLE people.person DROP COLUMN search_name, DROP COLUMN sort_name`);
    await db.query('DROP FUNCTION people.name_patterns(text)');
    await db.query('DROP FUNCTION people.family_core(text)');
    await db.query('DROP FUNCTION people.plain_name(text)');
    await db.query('DROP FUNCTION people.bare_name(text)');
  }
}
