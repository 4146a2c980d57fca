import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { addDays, type JournalEvent, mediumDate, OnJournal, t } from '@academie/platform';

import { Scopes } from '../access/scopes';
import { Notices } from './notices';

/** Tells somebody who got a role what it is, and for what. */
@Injectable()
export class RoleNotices {
  constructor(
    private readonly notices: Notices,
    private readonly scopes: Scopes,
  ) {}

  @OnJournal('people.role-notices', 'role.granted')
  async handle(tx: EntityManager, event: JournalEvent<'role.granted'>): Promise<void> {
    const { role, scopeKind, scopeId, endsAt } = event.data as Record<string, string | null>;
    // It ends at midnight, so the day before is the last one.
    const day = endsAt && mediumDate(addDays(new Date(endsAt), -1));
    await this.notices.send(tx, event.subjectId, {
      kind: 'role-given',
      dedupeKey: `role-given:${event.id}`,
      params: {
        role: t(`people.role.${role ?? ''}`),
        scope: await this.scope(scopeKind, scopeId),
        until: day ? t('people.roles.until', { day }) : '',
      },
    });
  }

  private async scope(
    kind: string | null | undefined,
    id: string | null | undefined,
  ): Promise<string> {
    if (kind !== 'organisation' && kind !== 'theme') return t('people.scope.all');
    const options = await this.scopes.options(kind);
    return options.find((option) => option.id === id)?.name ?? t('people.scope.gone');
  }
}
