import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CredentialModule } from '../credential/credential.module';
import { CertificateMinePages } from './certificate-mine.pages';
import { CertificateRenaming } from './certificate-renaming';
import { CertificateConsumer } from './certificate.consumer';
import { Certificate } from './certificate.entity';
import { CertificateQueries } from './certificate.queries';
import { CertificateService } from './certificate.service';
import { CertificatesController } from './certificates.controller';

/** Certificates: issued, revoked and shown. */
@Module({
  imports: [CredentialModule, TypeOrmModule.forFeature([Certificate])],
  controllers: [CertificateMinePages, CertificatesController],
  providers: [CertificateConsumer, CertificateQueries, CertificateRenaming, CertificateService],
  exports: [CertificateQueries, CertificateService],
})
export class CertificateModule {}
