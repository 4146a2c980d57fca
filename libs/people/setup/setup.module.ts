import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { InviteAdministratorCommand } from './invite-administrator.command';
import { LogoPages } from './logo.pages';
import { MailTrialPages } from './mail-trial.pages';
import { SetupPages } from './setup.pages';
import { SetupQueries } from './setup.queries';
import { SetupService } from './setup.service';
import { SetupSteps } from './setup-steps';

/** What an academie needs before its first training, step by step. */
@Module({
  imports: [AccessModule, SignInModule],
  controllers: [LogoPages, MailTrialPages, SetupPages],
  providers: [InviteAdministratorCommand, SetupQueries, SetupService, SetupSteps],
  exports: [SetupService, SetupSteps],
})
export class SetupModule {}
