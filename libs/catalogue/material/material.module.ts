import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ManageModule } from '../manage/manage.module';
import { CourseMaterial } from './material.entity';
import { MaterialLinks } from './material-links';
import { CourseMaterialPages } from './material.pages';
import { CourseMaterialQueries } from './material.queries';
import { CourseMaterialService } from './material.service';

/** Slides, preparation, recordings and reports of courses, offerings and sessions: adding and replacing them. */
@Module({
  imports: [ManageModule, TypeOrmModule.forFeature([CourseMaterial])],
  controllers: [CourseMaterialPages],
  providers: [CourseMaterialQueries, CourseMaterialService, MaterialLinks],
  exports: [CourseMaterialQueries, CourseMaterialService],
})
export class MaterialModule {}
