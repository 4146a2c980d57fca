import type { Readable } from 'node:stream';

/** Bytes that lie in the store. */
export interface KnownBytes {
  sha256: string;
  size: number;
  /** When they came, or were brought again. */
  at: Date;
}

/** Where the bytes of uploaded files lie, each once under its SHA-256: a folder, or a store that speaks S3. */
export interface FileBytes {
  /** Whether bringing something takes as long as a network does. */
  readonly isFar: boolean;
  /**
   * Brings a file of this machine, whole or not at all. `takeOver` lets it go from where it lies.
   * @throws FilesAway, FilesUnusable
   */
  put(file: LocalFile, options?: { takeOver: boolean }): Promise<void>;
  /** Whether these bytes are there, all of them. @throws FilesAway, FilesUnusable */
  has(file: Pick<LocalFile, 'sha256' | 'size'>): Promise<boolean>;
  /** The bytes from `start` to `end`, both included. @throws FilesAway, FilesUnusable, BytesMissing */
  read(sha256: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Removes them; fine when they are not there. @throws FilesAway, FilesUnusable */
  remove(sha256: string): Promise<void>;
  /** All that is there, in the order of the hashes. @throws FilesAway, FilesUnusable */
  list(): AsyncIterable<KnownBytes>;
  /** Brings, reads and removes something of our own. @throws FilesAway, FilesUnusable with a sentence for who set it up */
  check(): Promise<void>;
  /** Whether it answers now. */
  answers(): Promise<boolean>;
  close(): void;
}

/** A file on the disk of this machine, and what is known of it. */
export interface LocalFile {
  sha256: string;
  size: number;
  path: string;
}

/** Injection token of the FileBytes. */
export const FILE_BYTES = Symbol('file-bytes');
