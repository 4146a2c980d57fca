import { Injectable, type OnModuleInit } from '@nestjs/common';

import { type ScopeOption, Scopes } from '@academie/people';
import { Database } from '@academie/platform';

/** The themes that a theme lead can be appointed for; a part of a theme carries the name of the whole. */
@Injectable()
export class ThemeScopeOptions implements OnModuleInit {
  constructor(
    private readonly scopes: Scopes,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.scopes.add('theme', () => this.all());
  }

  /** Every theme, below its parent, in the order of the catalogue. */
  private all(): Promise<ScopeOption[]> {
    return this.database.rows<ScopeOption>(
      `SELECT t.id, coalesce(p.name || ': ', '') || t.name AS name
         FROM catalogue.theme t LEFT JOIN catalogue.theme p ON p.id = t.parent_id
        ORDER BY coalesce(p.position, t.position), p.id NULLS FIRST, t.position, t.name`,
    );
  }
}
