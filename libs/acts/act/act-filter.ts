import type { ActScope } from '../kind/act-access';

/** What a list of acts is narrowed to; a field left out asks nothing. */
export interface ActFilter {
  ids?: readonly string[];
  kind?: string;
  /** One of these. */
  kinds?: readonly string[];
  /** Null: acts that name no organisation. */
  organisationId?: string | null;
  /** Null: acts without a team. */
  team?: string | null;
  subkind?: string;
  status?: string;
  /** First day, `yyyy-mm-dd`. */
  from?: string;
  /** Last day, `yyyy-mm-dd`. */
  until?: string;
  /** One of these. */
  grades?: readonly string[];
  /** `no`: only live acts, and so when left out. */
  retracted?: 'no' | 'only' | 'all';
  /** Part of a reference, of a document's title or of the name of an organisation. */
  text?: string;
}

/** The condition on alias `act`, with its parameters from $1 on. */
export function whereOf(scope: ActScope, filter: ActFilter): { where: string; params: unknown[] } {
  const params: unknown[] = [];
  const conditions: string[] = [];
  const add = (value: unknown, condition: (place: string) => string): void => {
    if (value === undefined || value === null || value === '') return;
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  const { all, kinds, organisationIds } = scope.filter;
  if (!all) {
    params.push(kinds, organisationIds);
    conditions.push(`(act.kind = ANY ($1) OR ${names('= ANY ($2)')})`);
  }
  add(filter.ids, (place) => `act.id = ANY (${place})`);
  add(filter.kind, (place) => `act.kind = ${place}`);
  add(filter.kinds, (place) => `act.kind = ANY (${place})`);
  add(filter.organisationId, (place) => names(`= ${place}`));
  if (filter.organisationId === null) conditions.push(`NOT ${names('IS NOT NULL')}`);
  add(filter.team, (place) => `act.team = ${place}`);
  if (filter.team === null) conditions.push('act.team IS NULL');
  add(filter.subkind, (place) => `act.subkind = ${place}`);
  add(filter.status, (place) => `act.status = ${place}`);
  add(filter.from, (place) => `act.occurred_on >= ${place}`);
  add(filter.until, (place) => `act.occurred_on <= ${place}`);
  add(filter.grades, (place) => `act.grade = ANY (${place})`);
  add(filter.text && `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`, searched);
  const { retracted = 'no' } = filter;
  if (retracted !== 'all')
    conditions.push(`act.retracted_at IS ${retracted === 'only' ? 'NOT ' : ''}NULL`);
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', params };
}

const names = (condition: string): string =>
  `EXISTS (SELECT FROM acts.act_organisation named
    WHERE named.act_id = act.id AND named.organisation_id ${condition})`;

const searched = (place: string): string =>
  `(act.reference ILIKE ${place} OR act.document_title ILIKE ${place}
    OR act.id IN (SELECT named.act_id FROM acts.act_organisation named
      JOIN people.known_organisation o ON o.id = named.organisation_id WHERE o.name ILIKE ${place}))`;
