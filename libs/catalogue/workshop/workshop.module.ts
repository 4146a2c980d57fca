import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ManageModule } from '../manage/manage.module';
import { Workshop } from './workshop.entity';
import { WorkshopPages } from './workshop.pages';
import { WorkshopSeats } from './workshop-seats';
import { WorkshopService } from './workshop.service';

/** Parallel workshops of a day: which there are in each round, and how many may come. */
@Module({
  imports: [ManageModule, TypeOrmModule.forFeature([Workshop])],
  controllers: [WorkshopPages],
  providers: [WorkshopSeats, WorkshopService],
})
export class WorkshopModule {}
