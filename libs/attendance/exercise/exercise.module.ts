import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { RegisterModule } from '../register/register.module';
import { ExerciseAccess } from './exercise-access';
import { ExerciseController } from './exercise.controller';
import {
  ExerciseLesson,
  ExerciseObservation,
  ExerciseObserver,
  ExerciseStep,
} from './exercise.entity';
import { ExerciseMails } from './exercise.mails';
import { ExercisePages } from './exercise.pages';
import { ExerciseQueries } from './exercise.queries';
import { ExerciseService } from './exercise.service';
import { ObservePages } from './observe.pages';

/** Scripts of exercises, what observers see, and what was learned. */
@Module({
  imports: [
    RegisterModule,
    TypeOrmModule.forFeature([ExerciseStep, ExerciseObserver, ExerciseObservation, ExerciseLesson]),
  ],
  controllers: [ExerciseController, ExercisePages, ObservePages],
  providers: [ExerciseAccess, ExerciseMails, ExerciseQueries, ExerciseService],
})
export class ExerciseModule {}
