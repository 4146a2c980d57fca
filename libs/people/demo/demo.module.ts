import { Module } from '@nestjs/common';

import { DemoAccounts } from './demo-accounts';
import { DemoCommands } from './demo-commands';
import { DemoPeopleSeed } from './demo-people.seed';

/** Accounts to try and made-up people. */
@Module({
  providers: [DemoAccounts, DemoCommands, DemoPeopleSeed],
  exports: [DemoAccounts],
})
export class DemoModule {}
