import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueSeed } from './catalogue.seed';
import { Course, CourseTheme, Prerequisite } from './course.entity';
import { CourseService } from './course.service';
import { Tag, Theme } from './theme.entity';

/** Themes and courses: entities, rules, commands. */
@Module({
  imports: [TypeOrmModule.forFeature([Theme, Tag, Course, CourseTheme, Prerequisite])],
  providers: [CatalogueSeed, CourseService],
  exports: [CourseService],
})
export class CourseModule {}
