import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { declareMethod } from '../discovery/declaration';
import { Declarations } from '../discovery/declarations';
import { onlyOnce } from '../discovery/only-once';
import { storedTemplate } from './mail';

/** A mail that is about to go. */
export interface QueuedMail {
  id: string;
  template: string;
  dedupeKey: string;
}

type MailCheck = (tx: EntityManager, mail: QueuedMail) => Promise<boolean>;

const declaration = declareMethod<string, MailCheck>();

/**
 * Has the method say whether a mail with this template is still true, in the transaction that sends it:
 * the mail may have waited hours for the mail server. One that is not is withdrawn.
 */
export const CheckBeforeMail = (template: string) => declaration(template);

/** What is asked of a mail at the moment it leaves. */
@Injectable()
export class MailChecks implements OnModuleInit {
  private byTemplate = new Map<string, MailCheck>();

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    const found = this.declarations.methods(declaration);
    onlyOnce(found.map(({ options, where }) => ({ name: options, where })));
    this.byTemplate = new Map(found.map(({ options, thing }) => [storedTemplate(options), thing]));
  }

  /** Whether the mail may go; a mail with a template that nothing checks may. */
  async shouldSend(tx: EntityManager, mail: QueuedMail): Promise<boolean> {
    const guard = this.byTemplate.get(mail.template);
    return guard === undefined || guard(tx, mail);
  }
}
