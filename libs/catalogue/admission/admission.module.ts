import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AdmissionController } from './admission.controller';
import { AdmissionPages } from './admission.pages';
import { AdmissionQueries } from './admission.queries';
import { AdmissionService } from './admission.service';
import { InvitedPerson } from './invited-person.entity';

/** Who may know of what is closed, who comes in, and who is let in by name. */
@Module({
  imports: [TypeOrmModule.forFeature([InvitedPerson])],
  controllers: [AdmissionController, AdmissionPages],
  providers: [AdmissionQueries, AdmissionService],
  exports: [AdmissionQueries, AdmissionService],
})
export class AdmissionModule {}
