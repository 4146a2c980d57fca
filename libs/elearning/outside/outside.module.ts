import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';

import { OutsideStart } from './outside-start.entity';
import { OutsideStarts } from './outside-start.service';
import { OutsidePages } from './outside.pages';

/** E-learnings on other websites: who went there from here, and who says that it is done. */
@Module({
  imports: [CatalogueModule, EnrolmentModule, TypeOrmModule.forFeature([OutsideStart])],
  controllers: [OutsidePages],
  providers: [OutsideStarts],
  exports: [OutsideStarts],
})
export class OutsideModule {}
