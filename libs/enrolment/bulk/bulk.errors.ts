import { Refusal, UnreadableTable } from '@academie/platform';

/** What was sent cannot be read as a list of people; `reason` is part of the code. */
export class UnreadableList extends Refusal {
  readonly code: string;
  readonly kind = 'invalid' as const;

  constructor(
    reason: string,
    override readonly field: 'file' | 'list',
    params: Record<string, string | number> = {},
  ) {
    super(params);
    this.code = `enrolment.list-${reason}`;
  }

  /** Reads, and turns what platform says of a file into a refusal of ours. */
  static async unless<T>(field: 'file' | 'list', read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UnreadableTable)) throw error;
      throw new UnreadableList(error.reason, field, error.params);
    }
  }
}
