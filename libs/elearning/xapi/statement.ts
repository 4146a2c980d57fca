/** An agent, or a group of them, as far as we look into it. */
export interface XapiActor {
  objectType?: 'Agent' | 'Group';
  name?: string;
  mbox?: string;
  mbox_sha1sum?: string;
  openid?: string;
  account?: { homePage: string; name: string };
  member?: XapiActor[];
}

export interface XapiActivity {
  objectType?: 'Activity';
  id: string;
  definition?: Record<string, unknown>;
}

export interface XapiContext {
  registration?: string;
  instructor?: XapiActor;
  team?: XapiActor;
  contextActivities?: Partial<
    Record<'parent' | 'grouping' | 'category' | 'other', XapiActivity | XapiActivity[]>
  >;
  extensions?: Record<string, unknown>;
  [more: string]: unknown;
}

/** A statement of xAPI 1.0.3 that was looked at (statement-check.ts). */
export interface XapiStatement {
  id?: string;
  actor: XapiActor;
  verb: { id: string; display?: Record<string, string> };
  object: { objectType?: string; id?: string; [more: string]: unknown };
  result?: {
    score?: { scaled?: number; raw?: number; min?: number; max?: number };
    success?: boolean;
    completion?: boolean;
    duration?: string;
    [more: string]: unknown;
  };
  context?: XapiContext;
  timestamp?: string;
  stored?: string;
  authority?: XapiActor;
  version?: string;
  attachments?: XapiAttachment[];
}

/** What a statement says of a file that belongs with it. */
export interface XapiAttachment {
  usageType: string;
  contentType: string;
  length: number;
  sha2: string;
  fileUrl?: string;
  [more: string]: unknown;
}

export const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

/** Context activities of a kind; one that stands alone is a list of one. */
export function activitiesIn(
  statement: Pick<XapiStatement, 'context'>,
  kind: 'parent' | 'grouping' | 'category' | 'other',
): XapiActivity[] {
  const found = statement.context?.contextActivities?.[kind];
  return found === undefined ? [] : [found].flat();
}
