import type { Config } from '../config/config';
import { DiskBytes } from './disk-bytes';
import type { FileBytes } from './file-bytes';
import { S3Bytes } from './s3-bytes';

/** The one that the configuration says. */
export const bytesOf = ({
  filesFolder,
  filesS3,
}: Pick<Config, 'filesFolder' | 'filesS3'>): FileBytes =>
  filesS3 ? new S3Bytes(filesS3) : new DiskBytes(filesFolder);
