import { Module } from '@nestjs/common';

import { PlaceModule } from '../place/place.module';
import { ComingController } from './coming.controller';
import { ComingPages } from './coming.pages';
import { ComingService } from './coming.service';

/** Saying that one comes. */
@Module({
  imports: [PlaceModule],
  controllers: [ComingController, ComingPages],
  providers: [ComingService],
})
export class ComingModule {}
