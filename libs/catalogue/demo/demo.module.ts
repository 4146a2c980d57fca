import { Module } from '@nestjs/common';

import { PictureModule } from '../picture/picture.module';
import { DemoCostsSeed } from './demo-costs.seed';
import { DemoCoursesSeed } from './demo-courses.seed';
import { DemoMaterialSeed } from './demo-material.seed';
import { DemoMeansSeed } from './demo-means.seed';
import { DemoPicturesSeed } from './demo-pictures.seed';
import { DemoProgrammesSeed } from './demo-programmes.seed';
import { DemoWorkshopsSeed } from './demo-workshops.seed';
import { DemoOfferingsSeed } from './demo-offerings.seed';

/** Made-up courses and offerings. */
@Module({
  imports: [PictureModule],
  providers: [
    DemoCoursesSeed,
    DemoProgrammesSeed,
    DemoMaterialSeed,
    DemoMeansSeed,
    DemoPicturesSeed,
    DemoOfferingsSeed,
    DemoWorkshopsSeed,
    DemoCostsSeed,
  ],
})
export class DemoModule {}
