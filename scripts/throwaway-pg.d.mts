export function startThrowaway(options?: { durable?: boolean }): Promise<{
  /** Address of the database `postgres`, from which others are made. */
  url: string;
  /** Address of another database on the same server. */
  urlFor(database: string): string;
  stop(): Promise<void>;
}>;
