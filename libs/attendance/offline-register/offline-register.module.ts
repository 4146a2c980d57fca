import { Module } from '@nestjs/common';

import { RegisterModule } from '../register/register.module';
import { OfflineRegisterPages } from './offline-register.pages';

/** The copy of a register that a device keeps. */
@Module({
  imports: [RegisterModule],
  controllers: [OfflineRegisterPages],
})
export class OfflineRegisterModule {}
