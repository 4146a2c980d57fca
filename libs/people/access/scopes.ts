import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { Grant } from './actor';

/** What a role can be limited to, with the name people know it by. */
export interface ScopeOption {
  id: string;
  name: string;
}

type ScopeKind = Exclude<Grant['scopeKind'], 'platform'>;

/** The things roles are limited to. Libs to the right add theirs (themes) in onModuleInit. */
@Injectable()
export class Scopes {
  private readonly sources = new Map<ScopeKind, () => Promise<ScopeOption[]>>();

  constructor(database: Database) {
    this.add('organisation', () =>
      database.rows<ScopeOption>(
        'SELECT id, name FROM people.organisation WHERE valid_to IS NULL ORDER BY name',
      ),
    );
  }

  add(kind: ScopeKind, options: () => Promise<ScopeOption[]>): void {
    this.sources.set(kind, options);
  }

  /** All that a role of this scope can be given for. */
  async options(kind: ScopeKind): Promise<ScopeOption[]> {
    return (await this.sources.get(kind)?.()) ?? [];
  }
}
