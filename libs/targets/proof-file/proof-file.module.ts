import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ProofFile } from './proof-file.entity';
import { ProofFilePersonPart } from './proof-file-person-part';
import { ProofFileQueries } from './proof-file.queries';
import { ProofFileRetention } from './proof-file-retention';

/** Documents and pictures that show that something which counts did happen. */
@Module({
  imports: [TypeOrmModule.forFeature([ProofFile])],
  providers: [ProofFilePersonPart, ProofFileQueries, ProofFileRetention],
  exports: [ProofFileQueries],
})
export class ProofFileModule {}
