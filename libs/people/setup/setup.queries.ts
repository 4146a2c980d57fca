import { Injectable } from '@nestjs/common';

import { Database, Installation } from '@academie/platform';

/** How many changes the page shows. */
const SHOWN = 20;

/** A change of the settings, with the name of who made it. */
export interface SetupChange {
  key: string;
  changedAt: Date;
  by: string | null;
}

/** Who changed which setting of the installation, newest first. */
@Injectable()
export class SetupQueries {
  constructor(
    private readonly installation: Installation,
    private readonly database: Database,
  ) {}

  async history(): Promise<SetupChange[]> {
    const changes = await this.installation.history(SHOWN);
    const people = await this.database.rows<{ id: string; name: string }>(
      `SELECT id, given_name || ' ' || family_name AS name FROM people.person WHERE id = ANY ($1)`,
      [changes.map(({ changedBy }) => changedBy).filter(Boolean)],
    );
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return changes.map(({ key, changedAt, changedBy }) => ({
      key,
      changedAt,
      by: names.get(changedBy ?? '') ?? null,
    }));
  }
}
