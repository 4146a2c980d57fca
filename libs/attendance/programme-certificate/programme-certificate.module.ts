import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';

import { ProgrammeCertificates } from './programme-certificates';
import { ProgrammeCompletionConsumer } from './programme-completion.consumer';
import { ProgrammeCompletions } from './programme-completions';

/** Completing a leergang: once for each person, with one certificate that follows it. */
@Module({
  imports: [CatalogueModule, EnrolmentModule],
  providers: [ProgrammeCertificates, ProgrammeCompletionConsumer, ProgrammeCompletions],
})
export class ProgrammeCertificateModule {}
