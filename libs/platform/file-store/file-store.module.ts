import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { FileStore } from './file-store';
import { StoredFile } from './stored-file.entity';

/** Uploaded files: streamed in, kept once under their hash, sent in parts. */
@Module({
  imports: [TypeOrmModule.forFeature([StoredFile])],
  providers: [FileStore],
  exports: [FileStore],
})
export class FileStoreModule {}
