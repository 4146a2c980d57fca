import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareMethod, Declarations } from '@academie/platform';

/** A page about a course for the person who manages it, of a lib to the right. */
export interface CourseLink {
  label: string;
  href: string;
}

const declaration = declareMethod<object, (courseId: string) => CourseLink>();

/** Puts a link on the page of each managed course. */
export const LinksOnManagedCourses = () => declaration({});

/** Where libs to the right put what else there is to manage of a course. */
@Injectable()
export class CourseLinks implements OnModuleInit {
  private sources: readonly ((courseId: string) => CourseLink)[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.sources = this.declarations.methods(declaration).map(({ thing }) => thing);
  }

  of(courseId: string): CourseLink[] {
    return this.sources.map((source) => source(courseId));
  }
}
