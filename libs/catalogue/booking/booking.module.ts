import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Booking } from './booking.entity';
import { BookingQueries } from './booking.queries';
import { BookingService } from './booking.service';

/** Rooms and pieces of means that are taken for a time, by a session or a delivery. */
@Module({
  imports: [TypeOrmModule.forFeature([Booking])],
  providers: [BookingQueries, BookingService],
  exports: [BookingQueries, BookingService],
})
export class BookingModule {}
