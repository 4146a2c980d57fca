/** What somebody says happened, before it is checked. Organisations by id, the rest by code. */
export interface ActInput {
  kind: string;
  /** Day in Amsterdam, `yyyy-mm-dd`. */
  occurredOn: string;
  organisationIds?: string[];
  team?: string;
  subkind?: string;
  status?: string;
  flags?: Record<string, boolean>;
  quantity?: number;
  headcount?: number;
  reference?: string;
  document?: { title: string; url: string };
  /** Code of a target, e.g. `T19`. */
  target?: string;
  /** Somebody looked: it is another one than the act that it looks like. */
  isOther?: boolean;
}

/** An act that may be written down: every field is one its kind asks, or empty. */
export interface ActDraft {
  kind: string;
  occurredOn: string;
  organisationIds: string[];
  team: string | null;
  subkind: string | null;
  status: string | null;
  flags: Record<string, boolean>;
  quantity: number;
  headcount: number | null;
  reference: string | null;
  documentTitle: string | null;
  documentUrl: string | null;
  target: string | null;
}

export type ActField =
  | 'kind'
  | 'occurredOn'
  | 'organisation'
  | 'team'
  | 'subkind'
  | 'status'
  | 'flags'
  | 'quantity'
  | 'headcount'
  | 'reference'
  | 'documentTitle'
  | 'documentUrl'
  | 'target'
  | 'externalId'
  | 'isOther'
  | 'source';

/** One thing that is wrong with an act; its sentence is `acts.problem.<code>`. */
export interface ActProblem {
  field: ActField;
  code: string;
  params?: Record<string, string | number>;
}
