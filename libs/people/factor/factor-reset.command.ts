import { Injectable } from '@nestjs/common';

import { Command, readAddress } from '@academie/platform';

import { PersonNotFound } from '../people.errors';
import { NoFactor } from './factor.errors';
import { FactorResetService } from './factor-reset.service';

const USAGE =
  'Usage: factor:reset <address> <reason>, such as factor:reset jan@example.org "lost the phone"';

/** For the server: when the only administrator has lost the phone and the codes. */
@Injectable()
export class FactorResetCommand {
  constructor(private readonly service: FactorResetService) {}

  @Command('factor:reset', 'people.command.factor-reset')
  async run([given, ...words]: string[]): Promise<void> {
    const address = readAddress(given ?? '');
    const reason = words.join(' ').trim();
    if (!address || reason.length < 3) throw new Error(`Whose factors go, and why? ${USAGE}`);
    try {
      await this.service.resetByOperator(address, reason.slice(0, 500));
    } catch (error) {
      if (error instanceof PersonNotFound) throw new Error(`Nobody has the address ${address}.`);
      if (error instanceof NoFactor) throw new Error(`${address} has no second factor.`);
      throw error;
    }
    process.stderr.write(
      `The second factors of ${address} are gone, and all sessions ended; every address was told by mail.\n` +
        'At the next sign-in a new factor is set up, when a role asks one.\n',
    );
  }
}
