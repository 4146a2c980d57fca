import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { TrainerAbsence } from './trainer-absence.entity';
import { TrainerAbsencePages } from './trainer-absence.pages';
import { TrainerAbsenceQueries } from './trainer-absence.queries';
import { TrainerAbsenceService } from './trainer-absence.service';

/** Days on which trainers cannot give anything. */
@Module({
  imports: [TypeOrmModule.forFeature([TrainerAbsence])],
  controllers: [TrainerAbsencePages],
  providers: [TrainerAbsenceQueries, TrainerAbsenceService],
})
export class TrainerAbsenceModule {}
