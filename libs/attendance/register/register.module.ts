import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { OutcomeModule } from '../outcome/outcome.module';
import { AttendanceQueries } from './attendance.queries';
import { AttendanceService } from './attendance.service';
import { CompletionsController } from './completions.controller';
import { RegisterController } from './register.controller';
import { Register } from './register.entity';
import { RegisterPages } from './register.pages';
import { RegisterService } from './register.service';
import { SessionAccess } from './session-access';

/** Taking, closing and opening a register; its pages and API. */
@Module({
  imports: [OutcomeModule, TypeOrmModule.forFeature([Register])],
  controllers: [RegisterPages, RegisterController, CompletionsController],
  providers: [AttendanceQueries, AttendanceService, RegisterService, SessionAccess],
  exports: [AttendanceQueries, AttendanceService, RegisterService, SessionAccess],
})
export class RegisterModule {}
