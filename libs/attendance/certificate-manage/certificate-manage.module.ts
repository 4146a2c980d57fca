import { Module } from '@nestjs/common';

import { CertificateModule } from '../certificate/certificate.module';
import { CertificateManagePages } from './certificate-manage.pages';

/** Pages on which those responsible for a course look up, check and revoke its certificates. */
@Module({
  imports: [CertificateModule],
  controllers: [CertificateManagePages],
})
export class CertificateManageModule {}
