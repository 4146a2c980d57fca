import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Passwords } from '../password/passwords';
import { CurrentPasswordWrong } from '../people.errors';
import { SignInPaceService } from '../sign-in/sign-in-pace.service';

/** Asks for the password again before a change that takes an account over (ASVS 7.5.1). */
@Injectable()
export class CurrentPassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly paces: SignInPaceService,
  ) {}

  /**
   * A person who finds a browser open tries no faster here than on the page that signs in.
   * @throws CurrentPasswordWrong, TooManyAttempts
   */
  async require(actor: Actor, password: string, network: string): Promise<void> {
    const account = `again:${actor.id}`;
    const known = await this.paces.count(account, { network });
    if (!(await this.passwords.isRight(actor.id, password))) throw new CurrentPasswordWrong();
    await this.database.transaction((tx) => this.paces.succeeded(tx, account, { network }, known));
  }
}
