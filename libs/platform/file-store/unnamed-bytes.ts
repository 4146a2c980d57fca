import { Injectable, Logger } from '@nestjs/common';

import { Job } from '../jobs/jobs';
import { FileStore } from './file-store';

/** Lets go of bytes that no row names, each night: of an upload that was refused at the last, or a removal that failed. */
@Injectable()
export class UnnamedBytes {
  private readonly log = new Logger('files');

  constructor(private readonly store: FileStore) {}

  @Job('25 4 * * *', 'platform.unnamed-bytes')
  async remove(): Promise<number> {
    let gone = 0;
    for await (const { sha256 } of this.store.unnamed()) gone += await this.store.letGo([sha256]);
    if (gone > 0) this.log.log(`${gone} files that nothing names were removed from the store`);
    return gone;
  }
}
