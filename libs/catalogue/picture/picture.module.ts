import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CoursePicture } from './picture.entity';
import { CoursePictureFiles } from './picture.pages';
import { CoursePictureQueries } from './picture.queries';
import { CoursePictureService } from './picture.service';

/** The picture of a course: kept in three widths, sent to who may see the course. */
@Module({
  imports: [TypeOrmModule.forFeature([CoursePicture])],
  controllers: [CoursePictureFiles],
  providers: [CoursePictureQueries, CoursePictureService],
  exports: [CoursePictureQueries, CoursePictureService],
})
export class PictureModule {}
