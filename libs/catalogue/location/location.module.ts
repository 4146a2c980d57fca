import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Location } from './location.entity';
import { LocationPages } from './location.pages';
import { LocationQueries } from './location.queries';
import { LocationService } from './location.service';
import { Room } from './room.entity';
import { RoomPages } from './room.pages';

/** Places where sessions are held, their rooms, and the pages on which these are kept. */
@Module({
  imports: [TypeOrmModule.forFeature([Location, Room])],
  controllers: [LocationPages, RoomPages],
  providers: [LocationQueries, LocationService],
})
export class LocationModule {}
