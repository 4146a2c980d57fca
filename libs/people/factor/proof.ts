import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Passwords } from '../password/passwords';
import { CurrentPasswordWrong } from '../people.errors';
import { SignInPaceService } from '../sign-in/sign-in-pace.service';
import { CodeWrong } from './factor.errors';
import type { ProofForm } from './factor.dto';
import { SecondFactor } from './second-factor';

/** Whether who is signed in is still the person: all that signing in would ask. */
@Injectable()
export class Proof {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly paces: SignInPaceService,
    private readonly factor: SecondFactor,
  ) {}

  /**
   * A person who finds a browser open tries no faster here than on the page that signs in.
   * @throws CurrentPasswordWrong, CodeWrong, TooManyAttempts
   */
  async check(actor: Actor, { password, code }: ProofForm, network: string): Promise<void> {
    const { hasPassword, hasApp, hasPasskey } = await this.factor.means(actor.id);
    const asksCode = hasApp || hasPasskey;
    if (hasPassword) await this.checkPassword(actor, password ?? '', network);
    if (asksCode) await this.factor.check(actor.id, code ?? '', network);
    // Nothing to ask: signing in anew is the only proof.
    if (!hasPassword && !asksCode) throw new CodeWrong();
  }

  private async checkPassword(actor: Actor, password: string, network: string): Promise<void> {
    const account = `again:${actor.id}`;
    const known = await this.paces.count(account, { network });
    if (!(await this.passwords.isRight(actor.id, password))) throw new CurrentPasswordWrong();
    await this.database.transaction((tx) => this.paces.succeeded(tx, account, { network }, known));
  }
}
