import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ClosedGroup, ClosedGroupMember } from './closed-group.entity';
import { ClosedGroupPages } from './closed-group.pages';
import { ClosedGroupQueries } from './closed-group.queries';
import { ClosedGroupService } from './closed-group.service';

/** Closed groups, and who belongs to those something is meant for. */
@Module({
  imports: [TypeOrmModule.forFeature([ClosedGroup, ClosedGroupMember])],
  controllers: [ClosedGroupPages],
  providers: [ClosedGroupQueries, ClosedGroupService],
  exports: [ClosedGroupQueries, ClosedGroupService],
})
export class ClosedGroupModule {}
