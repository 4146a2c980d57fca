import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PlaceModule } from '../place/place.module';
import { NeedController } from './need.controller';
import { Need } from './need.entity';
import { NeedPages } from './need.pages';
import { NeedService } from './need.service';

/** What participants need: diet and accessibility. */
@Module({
  imports: [PlaceModule, TypeOrmModule.forFeature([Need])],
  controllers: [NeedController, NeedPages],
  providers: [NeedService],
})
export class NeedModule {}
