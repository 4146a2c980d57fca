/** A bucket of a store that speaks S3. */
export interface S3Settings {
  /** Address of the store, without a slash at the end. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
  /** Before the name of each object, with a slash at its end; empty for none. */
  prefix: string;
  /** The bucket stands in the path; else before the host name. */
  pathStyle: boolean;
}

const NEEDED = [
  'FILES_S3_ENDPOINT',
  'FILES_S3_BUCKET',
  'FILES_S3_ACCESS_KEY',
  'FILES_S3_SECRET_KEY',
] as const;

/** What the environment says of a store that speaks S3; all of it, or nothing. What is wrong goes into `problems`. */
export function readS3Settings(
  text: (name: string) => string | undefined,
  endpoint: string | undefined,
  pathStyle: boolean,
  problems: string[],
): S3Settings | undefined {
  const given = NEEDED.filter((name) => text(name) !== undefined);
  if (given.length === 0) return undefined;
  const missing = NEEDED.filter((name) => text(name) === undefined);
  if (missing.length > 0)
    problems.push(`${given.join(', ')} stands without ${missing.join(', ')}: set all or none`);
  const bucket = text('FILES_S3_BUCKET') ?? '';
  if (bucket && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    problems.push(
      'FILES_S3_BUCKET must be a name of 3 to 63 small letters, digits, dots and hyphens',
    );
  const prefix = text('FILES_S3_PREFIX')?.split('/').filter(Boolean).join('/') ?? '';
  if (!/^[\w.-]*(?:\/[\w.-]+)*$/.test(prefix))
    problems.push('FILES_S3_PREFIX must be of letters, digits, dots, hyphens and slashes');
  if (endpoint && new URL(endpoint).pathname !== '/')
    problems.push('FILES_S3_ENDPOINT must be the address of a host, without a path');
  return {
    endpoint: endpoint ?? '',
    bucket,
    region: text('FILES_S3_REGION') ?? 'us-east-1',
    accessKey: text('FILES_S3_ACCESS_KEY') ?? '',
    secretKey: text('FILES_S3_SECRET_KEY') ?? '',
    prefix: prefix && `${prefix}/`,
    pathStyle,
  };
}
