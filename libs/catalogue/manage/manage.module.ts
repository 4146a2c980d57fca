import { Module } from '@nestjs/common';

import { CourseModule } from '../course/course.module';
import { OfferingModule } from '../offering/offering.module';
import { BookingModule } from '../booking/booking.module';
import { SearchModule } from '../search/search.module';
import { CoursePageModule } from '../course-page/course-page.module';
import { ApiModule } from '../api/api.module';
import { CourseLinks } from './course-links';
import { ManageCoursePages } from './manage-course.pages';
import { ManageOfferingPages } from './manage-offering.pages';
import { ManageOptions } from './manage-options';
import { ManagePages } from './manage.pages';
import { ManageQueries } from './manage.queries';
import { OfferingConcerns } from './offering-concerns';
import { OfferingActionsPages } from './offering-actions.pages';
import { PictureModule } from '../picture/picture.module';
import { ValidityModule } from '../validity/validity.module';

/** Pages on which courses and offerings are managed. */
@Module({
  imports: [
    CourseModule,
    OfferingModule,
    BookingModule,
    SearchModule,
    CoursePageModule,
    ApiModule,
    PictureModule,
    ValidityModule,
  ],
  controllers: [ManageCoursePages, ManageOfferingPages, ManagePages, OfferingActionsPages],
  providers: [CourseLinks, ManageOptions, ManageQueries, OfferingConcerns],
  exports: [ManageOptions, ManageQueries],
})
export class ManageModule {}
