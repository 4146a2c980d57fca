import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';

import { CatalogueSeed } from './catalogue.seed';
import { Course, CourseAudience, CourseTheme, Prerequisite } from './course.entity';
import { CourseService } from './course.service';
import { TagService } from './tag.service';
import { Tag, Theme } from './theme.entity';
import { ThemeScopeOptions } from './theme-scope-options';

/** Themes and courses: entities, rules, commands. */
@Module({
  imports: [
    PeopleModule,
    TypeOrmModule.forFeature([Theme, Tag, Course, CourseAudience, CourseTheme, Prerequisite]),
  ],
  providers: [CatalogueSeed, CourseService, TagService, ThemeScopeOptions],
  exports: [CourseService, TagService],
})
export class CourseModule {}
