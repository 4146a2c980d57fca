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
