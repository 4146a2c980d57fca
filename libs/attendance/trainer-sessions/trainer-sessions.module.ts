import { Module } from '@nestjs/common';

import { TrainerSessionsPages } from './trainer-sessions.pages';
import { TrainerSessionsQueries } from './trainer-sessions.queries';

/** A trainer's sessions. */
@Module({
  controllers: [TrainerSessionsPages],
  providers: [TrainerSessionsQueries],
})
export class TrainerSessionsModule {}
