import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { storedTemplate } from './mail';

/** A mail that is about to go. */
export interface LeavingMail {
  id: string;
  template: string;
  dedupeKey: string;
}

/** Says whether a mail is still true, in the transaction that sends it. */
type Guard = (tx: EntityManager, mail: LeavingMail) => Promise<boolean>;

/** What is asked of a mail at the moment it leaves: it may have waited hours for the mail server. */
@Injectable()
export class MailGuards {
  private readonly byTemplate = new Map<string, Guard>();

  /** Called by a lib in onModuleInit. */
  add(template: string, guard: Guard): void {
    this.byTemplate.set(storedTemplate(template), guard);
  }

  /** Whether the mail may go; without a guard it may. */
  async mayGo(tx: EntityManager, mail: LeavingMail): Promise<boolean> {
    const guard = this.byTemplate.get(mail.template);
    return guard === undefined || guard(tx, mail);
  }
}
