import { Module } from '@nestjs/common';

import { HandoutModule } from '../handout/handout.module';
import { RegisterModule } from '../register/register.module';
import { OfflineRegisterPages } from './offline-register.pages';

/** The copy of a register that a device keeps. */
@Module({
  imports: [HandoutModule, RegisterModule],
  controllers: [OfflineRegisterPages],
})
export class OfflineRegisterModule {}
