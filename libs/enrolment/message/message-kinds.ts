import { readYaml } from '@academie/platform';

/** When a message goes: at once when something happens, or so many days before or after. */
export type MessageMoment = 'transition' | 'before' | 'after';

/** What somebody can say no to. */
export const MESSAGE_TOPICS = ['reminders', 'follow-ups'] as const;
export type MessageTopic = (typeof MESSAGE_TOPICS)[number];

/** A message that the academie knows by itself; see message-kinds.yaml. */
export interface MessageKind {
  kind: string;
  moment: MessageMoment;
  label: string;
  /** Cannot be switched off. */
  essential: boolean;
  enabled: boolean;
  topic: MessageTopic | null;
  /** Only for those that go by the clock, like subject and body. */
  days: number | null;
  subject: string | null;
  body: string | null;
}

type Written = Pick<MessageKind, 'kind' | 'moment' | 'label'> & Partial<MessageKind>;

/** All of them, in the order of the list. */
export const MESSAGE_KINDS: readonly MessageKind[] = readYaml<Written[]>(
  'libs/enrolment/message/message-kinds.yaml',
).map((written) => ({
  essential: false,
  enabled: true,
  topic: null,
  days: null,
  subject: null,
  ...written,
  body: written.body?.trim() ?? null,
}));

/** The kind of this name. */
export const messageKind = (kind: string): MessageKind | undefined =>
  MESSAGE_KINDS.find((known) => known.kind === kind);

/** Those that an organiser made up, before and after. */
export const OWN_KINDS = ['own-before', 'own-after'] as const;
export type OwnKind = (typeof OWN_KINDS)[number];
export const isOwnKind = (kind: string): kind is OwnKind =>
  (OWN_KINDS as readonly string[]).includes(kind);

/** What of the academie's own messages somebody can refuse; of an own one by its moment. */
export const topicOf = (moment: MessageMoment): MessageTopic | null =>
  moment === 'before' ? 'reminders' : moment === 'after' ? 'follow-ups' : null;
