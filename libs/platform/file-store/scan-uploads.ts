import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import type { Config } from '../config/config';
import { Refusal } from '../errors/refusal';
import type { DiskUploaded } from './disk-upload';
import { FilesAway } from './files-away';
import { foundIn, ScannerAway } from './virus-scan';

/** The scanner found something in a file. Nothing of it is kept. */
export class InfectedFile extends Refusal {
  readonly code = 'platform.infected-file';
  readonly kind = 'invalid' as const;
}

const log = new Logger('files');

/**
 * Looks for viruses in what came in, before anything is done with it.
 * @throws InfectedFile; FilesAway when the scanner is, and files are not taken in without it
 */
export async function scanUploads(
  uploads: Readonly<Record<string, DiskUploaded>>,
  scanner: NonNullable<Config['scanner']>,
  { id }: Pick<FastifyRequest, 'id'>,
): Promise<void> {
  for (const { path } of Object.values(uploads)) {
    const found = await foundIn(path, scanner.address).catch((error: unknown) => {
      if (!(error instanceof ScannerAway)) throw error;
      log.error(`${id}: ${error.message}`);
      if (scanner.isRequired) throw new FilesAway(error.message);
      return undefined;
    });
    if (!found) continue;
    log.warn(`${id}: a file with ${found} was refused`);
    throw new InfectedFile();
  }
}
