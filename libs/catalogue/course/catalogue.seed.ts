import fs from 'node:fs';
import path from 'node:path';

import { Injectable } from '@nestjs/common';
import { parse } from 'yaml';

import { Database, ROOT, Seed } from '@academie/platform';

interface ThemeEntry {
  slug: string;
  name: string;
  description: string;
  themes?: ThemeEntry[];
}
interface TagEntry {
  slug: string;
  name: string;
}

/** Themes and tags are reference data: the files say how they are, at every start. */
@Injectable()
export class CatalogueSeed {
  constructor(private readonly database: Database) {}

  /** Adds what is new and renames what changed. Nothing is removed, since courses and targets may hold it. */
  @Seed('catalogue.themes-and-tags')
  async load(): Promise<boolean> {
    const themes = await this.loadThemes(read<ThemeEntry>('themes.yaml'));
    const tags = read<TagEntry>('tags.yaml');
    const changed = await this.database.rows(
      `INSERT INTO catalogue.tag AS old (code, name) SELECT * FROM unnest($1::text[], $2::text[])
       ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE old.name <> excluded.name
       RETURNING code`,
      [tags.map(({ slug }) => slug), tags.map(({ name }) => name)],
    );
    return themes + changed.length > 0;
  }

  private async loadThemes(parents: ThemeEntry[]): Promise<number> {
    const flat = parents.flatMap((parent) => [
      { ...parent, parent: null as string | null },
      ...(parent.themes ?? []).map((child) => ({ ...child, parent: parent.slug })),
    ]);
    let changed = 0;
    for (const [position, theme] of flat.entries())
      changed += (
        await this.database.rows(
          `INSERT INTO catalogue.theme AS old (slug, name, description, parent_id, position)
           SELECT $1, $2, $3, (SELECT id FROM catalogue.theme WHERE slug = $4), $5
           ON CONFLICT (slug) DO UPDATE SET name = excluded.name, description = excluded.description,
             parent_id = excluded.parent_id, position = excluded.position
           WHERE (old.name, old.description, old.position) <> (excluded.name, excluded.description, excluded.position)
              OR old.parent_id IS DISTINCT FROM excluded.parent_id
           RETURNING id`,
          [theme.slug, theme.name, theme.description, theme.parent, position],
        )
      ).length;
    return changed;
  }
}

const read = <T>(file: string): T[] =>
  parse(fs.readFileSync(path.join(ROOT, 'libs/catalogue/course', file), 'utf8')) as T[];
