/** What a client of the record store did wrong, with the status that xAPI gives it. */
export class XapiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413,
    message: string,
  ) {
    super(message);
    this.name = 'XapiError';
  }
}

/** @throws XapiError 400 unless it holds */
export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new XapiError(400, what);
}
