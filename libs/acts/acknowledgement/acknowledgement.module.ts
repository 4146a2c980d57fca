import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AttendanceModule } from '@academie/attendance';
import { CatalogueModule } from '@academie/catalogue';

import { ActModule } from '../act/act.module';
import { KindModule } from '../kind/kind.module';
import { AcknowledgementAccess } from './acknowledgement-access';
import { Acknowledgement } from './acknowledgement.entity';
import { AcknowledgementPages } from './acknowledgement.pages';
import { AcknowledgementQueries } from './acknowledgement.queries';
import { AcknowledgementService } from './acknowledgement.service';
import { ReadersPages } from './readers.pages';

/** Material that is read on behalf of organisations, and counts. */
@Module({
  imports: [
    AttendanceModule,
    CatalogueModule,
    KindModule,
    ActModule,
    TypeOrmModule.forFeature([Acknowledgement]),
  ],
  controllers: [AcknowledgementPages, ReadersPages],
  providers: [AcknowledgementAccess, AcknowledgementQueries, AcknowledgementService],
})
export class AcknowledgementModule {}
