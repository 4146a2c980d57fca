import { Module } from '@nestjs/common';

import { ManageModule } from '../manage/manage.module';
import { ProgrammeModule } from '../programme/programme.module';
import { SearchModule } from '../search/search.module';
import { ProgrammeManagePages } from './programme-manage.pages';
import { ProgrammePages } from './programme.pages';
import { ProgrammesController } from './programmes.controller';

/** The pages of leergangen, for readers and for those who make them, and their API. */
@Module({
  imports: [SearchModule, ManageModule, ProgrammeModule],
  controllers: [ProgrammeManagePages, ProgrammePages, ProgrammesController],
})
export class ProgrammePageModule {}
