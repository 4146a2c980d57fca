import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { NoticeModule } from '../notice/notice.module';
import { PasskeyModule } from '../passkey/passkey.module';
import { PasswordModule } from '../password/password.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { RecoveryCode, TotpSecret } from './factor.entity';
import { FactorAppPages } from './factor-app.pages';
import { FactorPages } from './factor.pages';
import { FactorResetCommand } from './factor-reset.command';
import { FactorResetPages } from './factor-reset.pages';
import { FactorResetService } from './factor-reset.service';
import { FactorService } from './factor.service';
import { Proof } from './proof';
import { ProofPages } from './proof.pages';
import { RecoveryCodePages } from './recovery-code.pages';
import { RecoveryCodes } from './recovery-codes';
import { SecondFactor } from './second-factor';
import { SecondStepPages } from './second-step.pages';
import { Totp } from './totp';

/** Second factors: an app with codes, recovery codes, and what asks for them. */
@Module({
  imports: [
    AccessModule,
    NoticeModule,
    PasskeyModule,
    PasswordModule,
    SignInModule,
    TypeOrmModule.forFeature([RecoveryCode, TotpSecret]),
  ],
  controllers: [
    FactorAppPages,
    FactorPages,
    FactorResetPages,
    ProofPages,
    RecoveryCodePages,
    SecondStepPages,
  ],
  providers: [
    FactorResetCommand,
    FactorResetService,
    FactorService,
    Proof,
    RecoveryCodes,
    SecondFactor,
    Totp,
  ],
})
export class FactorModule {}
