import { Module } from '@nestjs/common';

import { CredentialModule } from '../credential/credential.module';
import { CertificateModule } from '../certificate/certificate.module';
import { CertificateCheckPages } from './certificate-check.pages';

/** The public check of a certificate. */
@Module({
  imports: [CredentialModule, CertificateModule],
  controllers: [CertificateCheckPages],
})
export class CertificateCheckModule {}
