import { Refusal, UnreadableTable } from '@academie/platform';

/** No list of people with how long they were there can be found in it; `reason` is part of the code. */
export class UnreadableReport extends Refusal {
  readonly code: string;
  readonly kind = 'invalid' as const;
  override readonly field = 'report';

  constructor(
    readonly reason?: string,
    params: Record<string, string | number> = {},
  ) {
    super(params);
    this.code = reason ? `attendance.report-${reason}` : 'attendance.unreadable-report';
  }

  /** Reads, and turns what platform says of a file into a refusal of ours. @throws ReportTooLarge too */
  static async unless<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UnreadableTable)) throw error;
      const { reason, params } = error;
      if (reason === 'tooMuch' || reason === 'tooManyRows') throw new ReportTooLarge();
      const isGeneral = reason === 'empty' || reason === 'noText' || reason === 'unreadable';
      throw isGeneral ? new UnreadableReport() : new UnreadableReport(reason, params);
    }
  }
}

/** More than 10 MB, or more people than a session holds. */
export class ReportTooLarge extends Refusal {
  readonly code = 'attendance.report-too-large';
  readonly kind = 'invalid' as const;
  override readonly field = 'report';
}
