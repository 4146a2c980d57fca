import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ManageModule } from '../manage/manage.module';
import { SessionTrainer } from './session-trainer.entity';
import { SessionTrainerController } from './session-trainer.controller';
import { SessionTrainerPages } from './session-trainer.pages';
import { SessionTrainerQueries } from './session-trainer.queries';
import { SessionTrainerService } from './session-trainer.service';

/** Who gives which session, and who stands in. */
@Module({
  imports: [ManageModule, TypeOrmModule.forFeature([SessionTrainer])],
  controllers: [SessionTrainerController, SessionTrainerPages],
  providers: [SessionTrainerQueries, SessionTrainerService],
})
export class SessionTrainerModule {}
