import { Module } from '@nestjs/common';

import { ManageModule } from '../manage/manage.module';
import { PictureModule } from '../picture/picture.module';
import { ManagePicturePages } from './manage-picture.pages';
import { PictureLinks } from './picture-links';

/** The page on which a course is given its picture. */
@Module({
  imports: [ManageModule, PictureModule],
  controllers: [ManagePicturePages],
  providers: [PictureLinks],
})
export class PicturePageModule {}
