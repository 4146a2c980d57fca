import { Refusal } from '@academie/platform';

/** No list of people with how long they were there can be found in it. */
export class UnreadableReport extends Refusal {
  readonly code = 'attendance.unreadable-report';
  readonly kind = 'invalid' as const;
  override readonly field = 'report';
}

/** More than 10 MB, or more people than a session holds. */
export class ReportTooLarge extends Refusal {
  readonly code = 'attendance.report-too-large';
  readonly kind = 'invalid' as const;
  override readonly field = 'report';
}
