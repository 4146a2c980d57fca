interface Asks {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/**
 * Says of a transaction which span it belongs to, as header `traceparent` has it. Lines of the journal and mails that
 * are written in it get that by the default of their column.
 */
export async function markTrace(transaction: Asks, traceparent: string): Promise<void> {
  await transaction.query(`SELECT set_config('academie.traceparent', $1, true)`, [traceparent]);
}
