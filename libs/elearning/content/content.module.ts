import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ContentQueries } from './content.queries';
import { ContentVersion } from './content-version.entity';
import { Lesson, LessonModule } from './lesson.entity';

/** What stands in a course: versions, modules, lessons. */
@Module({
  imports: [TypeOrmModule.forFeature([ContentVersion, LessonModule, Lesson])],
  providers: [ContentQueries],
  exports: [ContentQueries],
})
export class ContentModule {}
