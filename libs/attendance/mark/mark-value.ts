/** What somebody's presence at a session was; `unknown` takes an earlier mark back (domain.md 6.3). */
export const MARK_VALUES = ['unknown', 'present', 'partial', 'excused', 'absent'] as const;
export type MarkValue = (typeof MARK_VALUES)[number];

/** The answers a trainer chooses from. */
export const MARK_CHOICES = ['present', 'partial', 'excused', 'absent'] as const;

/** Who or what said so. */
export const MARK_SOURCES = [
  'trainer',
  'self_qr',
  'scan',
  'paper',
  'import',
  'meeting_log',
  'correction',
] as const;
export type MarkSource = (typeof MARK_SOURCES)[number];

/** What a trainer says outranks what a person or a machine said; the database keeps it in `authority`. */
export const AUTHORITATIVE_SOURCES = [
  'trainer',
  'correction',
  'paper',
] as const satisfies readonly MarkSource[];

/** Whether somebody was there at all; whether that suffices to complete the course is another question. */
export const wasThere = (value: MarkValue): boolean => value === 'present' || value === 'partial';

/** No row yet means open: nobody closed it. */
export const REGISTER_STATES = ['open', 'closed', 'reopened'] as const;
export type RegisterState = (typeof REGISTER_STATES)[number];
