import { startAcademie, type Visitor } from '../support/academie';
import { Jobs } from '@academie/platform';
import { type GivenLists, givenLists, listLine, listOf } from './given-import';

describe('somebody who was erased, in the next list of a provider', () => {
  const academie = startAcademie();
  let lists: GivenLists;
  let lead: Visitor;
  let admin: Visitor;

  beforeAll(async () => {
    lists = await givenLists(academie);
    lead = academie.as(lists.lead);
    admin = academie.as(await academie.given.holder('administrator'));
  });

  const send = async (lines: string[]) => {
    const { body } = await lead
      .post('/api/v1/imports')
      .field({ kind: 'participants', source: 'aanbieder', course: lists.course.slug })
      .attach('file', listOf(lines), 'lijst.csv')
      .expect(201);
    await academie.runWorkers();
    return body as { id: string; created: number; matched: number };
  };
  const personOf = (email: string) =>
    academie.database.first<{ id: string; name: string }>(
      `SELECT p.id, p.given_name || ' ' || p.family_name AS name FROM people.person p
         JOIN people.email_address a ON a.person_id = p.id WHERE a.address = $1`,
      [email],
    );
  const erase = async (email: string) => {
    const person = (await personOf(email))!;
    await admin
      .post(`/api/v1/persons/${person.id}/erasure`)
      .send({ confirmation: person.name, reason: 'Op verzoek' })
      .expect(204);
    await academie.runWorkers();
  };

  it('is not new, whether the list numbers people or names them by address', async () => {
    const lines = [listLine(1, { id: 'P-1' }), listLine(2), listLine(3, { id: 'P-3', done: '' })];
    expect(await send(lines)).toMatchObject({ created: 3, matched: 0 });
    const value = await lists.ledger.value('T1');
    for (const who of [1, 2, 3]) await erase(`iemand-${who}@elders.example`);
    expect(await lists.ledger.value('T1')).toBe(value);

    const again = await send([...lines, listLine(4)]);
    expect(again).toMatchObject({ created: 1, matched: 3 });
    expect(await lists.ledger.value('T1')).toBe(value + 1);
    for (const who of [1, 2, 3])
      expect(await personOf(`iemand-${who}@elders.example`)).toBeUndefined();
    // The provider gave it another address since, and says that it was finished.
    const later = await send([listLine(3, { id: 'P-3', email: 'nieuw-adres@elders.example' })]);
    expect(later).toMatchObject({ created: 1, matched: 0 });
    expect(await lists.ledger.value('T1')).toBe(value + 2);
    expect(await personOf('nieuw-adres@elders.example')).toBeUndefined();
  });

  it('leaves nothing that names them', async () => {
    const tables = await academie.database.rows<{ text: string }>(
      `SELECT p.external_id AS text FROM acts.participation p WHERE external_id IS NOT NULL
       UNION ALL SELECT encode(digest, 'escape') FROM acts.erased_participant`,
    );
    expect(tables.map(({ text }) => text).join(' ')).not.toMatch(/P-1|P-3|elders/);
    const rows = await academie.database.rows(
      `SELECT 1 FROM acts.import_row WHERE external_id IN ('P-1', 'P-3')`,
    );
    expect(rows).toEqual([]);
  });

  it('is another list of another provider, and another course', async () => {
    const { body } = await lead
      .post('/api/v1/imports')
      .field({ kind: 'participants', source: 'ander', course: lists.other.slug })
      .attach('file', listOf([listLine(1, { id: 'P-1' })]), 'lijst.csv')
      .expect(201);
    expect(body).toMatchObject({ created: 1 });
  });

  it('is forgotten for good after two years', async () => {
    const before = academie.clock.now();
    academie.clock.set(new Date(before.getTime() + 731 * 86_400_000));
    await academie.app.get(Jobs).run('people.forget');
    // Guests are erased after two years as well, which keeps digests of their own.
    const kept = await academie.database.rows(
      'SELECT 1 FROM acts.erased_participant WHERE kept_at <= $1',
      [before],
    );
    expect(kept).toEqual([]);
  });
});
