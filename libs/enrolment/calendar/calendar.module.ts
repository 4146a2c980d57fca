import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';

import { CalendarEntries } from './calendar-entries';
import { CalendarFeedService } from './calendar-feed.service';
import { CalendarController } from './calendar.controller';
import { CalendarEntry, CalendarFeed } from './calendar.entity';
import { CalendarPages } from './calendar.pages';

/** Invitations and the calendar feed. */
@Module({
  imports: [CatalogueModule, TypeOrmModule.forFeature([CalendarEntry, CalendarFeed])],
  controllers: [CalendarController, CalendarPages],
  providers: [CalendarEntries, CalendarFeedService],
  exports: [CalendarEntries],
})
export class CalendarModule {}
