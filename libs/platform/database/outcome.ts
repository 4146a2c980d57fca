/** There was no time left to do it, or the database ended it: nothing was done. */
export class NotInTime extends Error {
  constructor(cause?: unknown) {
    super('not done within the time that there is for it', { cause });
  }
}

/**
 * The commit was asked for and its answer did not come, or came without the standby's: what was asked may have been
 * done, and may still be lost. Only looking tells, or the same request again with its Idempotency-Key.
 */
export class OutcomeUnknown extends Error {
  constructor(cause?: unknown) {
    super('the database did not say whether it was done', { cause });
  }
}

/** The line to the database broke in the middle of a transaction: nothing was done. */
export class ConnectionLost extends Error {
  readonly code = 'ECONNRESET';

  constructor(cause?: unknown) {
    super('the connection to the database broke', { cause });
  }
}
