import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Command, Database, readAddress, rows } from '@academie/platform';

import { RoleService } from '../access/role.service';
import { Invitations } from '../sign-in/invitations';

/** Makes an administrator from the server: the first of an academie, or another when all are gone. */
@Injectable()
export class InviteAdministratorCommand {
  constructor(
    private readonly database: Database,
    private readonly invitations: Invitations,
    private readonly roles: RoleService,
  ) {}

  /** Mails a link that works once, and prints it too: at the first start mail may not work yet. */
  @Command('admin:invite', 'people.command.admin-invite')
  async run([given, ...more]: string[]): Promise<void> {
    const email = readAddress(given ?? '');
    if (!email || more.length > 0)
      throw new Error(
        'Whom to invite? Usage: admin:invite <address>, such as admin:invite jan@example.org',
      );
    const href = await this.database.transaction((tx) => this.invite(tx, email));
    process.stdout.write(
      href
        ? `${href}\n`
        : `${email} has an account and is administrator from now on; sign in as always.\n`,
    );
    process.stderr.write(
      href
        ? `This link makes the account. It works once, for 30 days, and goes to ${email} by mail.\n`
        : '',
    );
  }

  private async invite(tx: EntityManager, email: string): Promise<string | undefined> {
    const invited = await this.invitations.inviteWithLink(
      tx,
      { email, ...nameIn(email) },
      undefined,
    );
    await this.roles.grantIn(tx, undefined, {
      personId: invited.personId,
      role: 'administrator',
      scopeId: null,
    });
    if (invited.href) return invited.href;
    const waiting = await rows(
      tx,
      `UPDATE people.person SET status = 'invited' WHERE id = $1 AND status IN ('invited', 'guest')
       RETURNING id`,
      [invited.personId],
    );
    return waiting.length > 0 ? this.invitations.renew(tx, invited.personId, undefined) : undefined;
  }
}

/** A first guess of the name; the person corrects it while making the account. */
function nameIn(email: string): { givenName: string; familyName: string } {
  const words = (email.split('@', 1)[0] ?? '').split(/[._-]+/).filter(Boolean);
  const [given = email, ...family] = words.map(
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );
  return { givenName: given, familyName: family.join(' ') || given };
}
