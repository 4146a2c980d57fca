import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Mark } from './mark.entity';

/** One statement about one person in one session, and which of them holds. */
@Module({
  imports: [TypeOrmModule.forFeature([Mark])],
})
export class MarkModule {}
