import { PeopleQueries } from '@academie/people';
import { readYaml, rows } from '@academie/platform';

import { startAcademie } from '../support/academie';

interface Cases {
  order: [given: string, family: string][];
  search: { typed: string; finds?: string; not?: string }[];
}
interface Prefixes {
  words: string[];
  prepositions: string[];
  articles: string[];
  attached: string[];
}

const { order, search } = readYaml<Cases>('libs/people/directory/names.cases.yaml');
const prefixes = readYaml<Prefixes>('libs/platform/names/prefixes.yaml');

describe('names of people', () => {
  const academie = startAcademie();
  const core = async (family: string): Promise<string | undefined> =>
    (
      await academie.database.first<{ core: string }>('SELECT people.family_core($1) AS core', [
        family,
      ])
    )?.core;
  const named = async ([given, family]: [string, string]): Promise<string> => {
    const { id } = await academie.given.person();
    await academie.database.rows(
      'UPDATE people.person SET given_name = $2, family_name = $3 WHERE id = $1',
      [id, given, family],
    );
    return id;
  };

  it('stand in a list where Dutch people look for them', async () => {
    const shuffled = [...order].sort(([a], [b]) => (a < b ? 1 : -1));
    for (const name of shuffled) await named(name);
    const rows = await academie.database.rows<{ given: string; family: string }>(
      `SELECT given_name AS given, family_name AS family FROM people.person
        WHERE family_name <> 'de Tester' ORDER BY sort_name, id`,
    );

    expect(rows.map(({ given, family }) => [given, family])).toEqual(order);
  });

  it('leave out of it the same words as an import does', async () => {
    const { words, prepositions, articles, attached } = prefixes;
    const pairs = prepositions.flatMap((one) => articles.map((article) => `${one} ${article}`));
    for (const prefix of [...words, ...pairs])
      expect([prefix, await core(`${prefix} Boer`)]).toEqual([prefix, 'boer']);
    for (const prefix of attached) expect(await core(`${prefix}Boer`)).toBe('boer');
    for (const family of ['In', 'Vander', 'Op', 'Delden', 'Dekker', 'Vos'])
      expect(await core(family)).toBe(family.toLowerCase());
    expect(await core('in Boer')).toBe('in boer');
  });

  it.each(search)('are found as they are typed: $typed', async ({ typed, finds, not }) => {
    const full = (finds ?? not)!;
    const [given = '', ...family] = full.split(' ');
    const id = await named([given, family.join(' ')]);
    const found = await academie.database.rows(
      'SELECT FROM people.person WHERE id = $1 AND search_name LIKE ALL (people.name_patterns($2))',
      [id, typed],
    );

    expect(found).toHaveLength(finds ? 1 : 0);
  });

  it('are found on every page that asks for one', async () => {
    const administrator = await academie.given.holder('administrator');
    const { id: organisationId } = await academie.given.municipality();
    const coordinator = await academie.given.holder('coordinator', organisationId, {
      organisationId,
    });
    const person = await academie.given.person({ organisationId });
    await academie.database.rows(
      `UPDATE people.person SET given_name = 'Hiba', family_name = 'van der Öztürk' WHERE id = $1`,
      [person.id],
    );
    for (const typed of ['ozturk hiba', 'Öztürk, Hiba van der', 'vd öz']) {
      const asked = encodeURIComponent(typed);
      const all = await academie.as(administrator).get(`/beheer/personen?q=${asked}`).expect(200);
      const own = await academie.as(coordinator).get(`/organisatie?q=${asked}`).expect(200);
      expect([typed, all.text.includes('Öztürk'), own.text.includes('Öztürk')]).toEqual([
        typed,
        true,
        true,
      ]);
    }
  });

  it('are read a page at a time in that order, each once', async () => {
    const people = academie.app.get(PeopleQueries);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await people.people({ after, limit: 7 });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    const ordered = await academie.database.rows<{ id: string }>(
      `SELECT id FROM people.person WHERE status NOT IN ('merged', 'erased') ORDER BY sort_name, id`,
    );

    expect(seen.length).toBeGreaterThan(30);
    expect(seen).toEqual(ordered.map(({ id }) => id));
  });

  it('are found among many by an index', async () => {
    await academie.database.rows(
      `INSERT INTO people.person (given_name, family_name, created_at)
       SELECT 'Sam', 'van der ' || md5(n::text), now() FROM generate_series(1, 20000) n`,
    );
    await academie.database.rows('ANALYZE people.person');
    const plan = (rest: string, parameters: string[] = []): Promise<string> =>
      academie.database.transaction(async (tx) => {
        await rows(tx, 'SET LOCAL enable_seqscan = off');
        const text = `EXPLAIN SELECT id FROM people.person ${rest}`;
        return JSON.stringify(await rows(tx, text, parameters));
      });

    expect(await plan('ORDER BY sort_name, id LIMIT 25')).toContain('person_by_sort_name');
    expect(
      await plan(`WHERE search_name LIKE (people.name_patterns($1))[1]`, ['van c4ca4238']),
    ).toContain('person_by_search_name');
  });
});
