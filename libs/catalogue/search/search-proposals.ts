import { Injectable } from '@nestjs/common';

import { Clock, Database } from '@academie/platform';

import { openlyKnown } from '../location/known-location';
import type { CatalogueFilter } from './catalogue-filter';
import { CatalogueQueries, type Reference } from './catalogue.queries';
import { type Asked, termsOf } from './search-terms';
import { VOCABULARY } from './search-words';

/** What to change of a filter that finds nothing, and how many courses it finds then. */
export interface Proposal {
  /** Another word, fewer words, or without one of the filters. */
  kind: 'word' | 'fewer' | 'without';
  /** The name of the filter in the address: `q`, `thema`. */
  name: string;
  /** What `q` becomes; undefined to leave the filter out. */
  value?: string;
  total: number;
}

/** The filters by their names in the address; each says what of the filter it sets. */
const FILTERS: Record<string, Partial<CatalogueFilter>> = {
  q: { q: '' },
  thema: { theme: undefined },
  soort: { kind: undefined },
  vorm: { mode: undefined },
  van: { from: undefined },
  tot: { until: undefined },
  periode: { period: undefined },
  gemeente: { municipality: undefined },
  plek: { free: false },
  nieuw: { fresh: false },
  voor: { forMe: false },
};

/** More are not tried: each is a look at the catalogue. */
const MOST_TRIED = 8;
/** From 0 to 1; "harlem" against "haarlem" is 0.5, unrelated words stay below 0.25. */
const NEAR_ENOUGH = 0.3;
const SHORTEST = 4;

/** Ways on from an empty page of the catalogue. */
@Injectable()
export class SearchProposals {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueQueries,
    private readonly clock: Clock,
  ) {}

  /** Changes that do find something: first other words, then fewer of them, then without a filter. */
  async for(filter: CatalogueFilter, asked: Asked, reference: Reference): Promise<Proposal[]> {
    const tried = [
      ...(await this.otherWords(asked)),
      ...fewerWords(asked),
      ...withoutOne(filter),
    ].slice(0, MOST_TRIED);
    const found: Proposal[] = [];
    for (const proposal of tried) {
      const changed = { ...filter, ...FILTERS[proposal.name], page: 1 };
      if (proposal.value) changed.q = proposal.value;
      const terms = termsOf(changed.q, reference.places, this.clock.now());
      const [row] = await this.catalogue.page(changed, { ...asked, terms });
      if (row) found.push({ ...proposal, total: row.total });
    }
    return found;
  }

  /** What was typed with one word in place of a word that looks like it, from titles, themes, places and months. */
  private async otherWords({ terms = [] }: Asked): Promise<Proposal[]> {
    const texts = terms.map(({ text }) => text);
    const near = await this.database.rows<{ typed: string; word: string }>(
      `WITH word AS (
         SELECT DISTINCT word FROM (
           SELECT regexp_split_to_table(lower(title), '[^[:alnum:]]+') FROM catalogue.course
            WHERE status = 'published' AND NOT confidential
           UNION ALL SELECT regexp_split_to_table(lower(name), '[^[:alnum:]]+') FROM catalogue.theme
           UNION ALL SELECT regexp_split_to_table(lower(l.name), '[^[:alnum:]]+') FROM catalogue.location l
            WHERE ${openlyKnown('l')}
           UNION ALL SELECT lower(short_name) FROM people.known_organisation
                      WHERE id IN (SELECT l.municipality_id FROM catalogue.location l WHERE ${openlyKnown('l')})
           UNION ALL SELECT unnest($2::text[])) all_words (word)
          WHERE length(word) >= ${SHORTEST})
       SELECT typed, near.word FROM unnest($1::text[]) AS typed CROSS JOIN LATERAL (
         SELECT word FROM word WHERE word <> typed AND similarity(word, typed) >= ${NEAR_ENOUGH}
          ORDER BY similarity(word, typed) DESC, word LIMIT 1) near
        WHERE length(typed) >= ${SHORTEST}`,
      [texts, [...VOCABULARY.months, ...VOCABULARY.weekdays]],
    );
    return near.map(({ typed, word }) => ({
      kind: 'word',
      name: 'q',
      value: texts.map((text) => (text === typed ? word : text)).join(' '),
      total: 0,
    }));
  }
}

function fewerWords({ terms = [] }: Asked): Proposal[] {
  if (terms.length < 2) return [];
  return terms.map((left) => ({
    kind: 'fewer',
    name: 'q',
    value: terms
      .filter((term) => term !== left)
      .map(({ text }) => text)
      .join(' '),
    total: 0,
  }));
}

const withoutOne = (filter: CatalogueFilter): Proposal[] =>
  Object.entries(FILTERS)
    .filter(([, parts]) => Object.keys(parts).some((part) => filter[part as keyof CatalogueFilter]))
    .map(([name]) => ({ kind: 'without', name, total: 0 }));
