export interface EmbeddedPostgres {
  /** Address of the database that was asked for. */
  url: string;
  /** Address of another database on the same server. */
  urlFor(database: string): string;
  /** Leaves; the last one to leave stops the server. */
  stop(): Promise<void>;
}

export function startEmbedded(options: {
  folder: string;
  database?: string;
  serving?: boolean;
  throwaway?: boolean;
  say?: (line: string) => void;
}): Promise<EmbeddedPostgres>;
