/** The store of uploaded files does not answer, or not now. What was asked is not done. */
export class FilesAway extends Error {}

/** The store of uploaded files refuses us: something of its settings has to be set right. */
export class FilesUnusable extends Error {}

/** A row names bytes that are not in the store. */
export class BytesMissing extends Error {
  constructor(sha256: string) {
    super(`the bytes ${sha256} are not in the store of uploaded files`);
  }
}
