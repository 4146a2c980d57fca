import { startAcademie } from '../support/academie';

describe('ids made by the database', () => {
  const academie = startAcademie({ seed: 'reference' });

  it('sort in the order in which they were made, also through several connections', async () => {
    const made: string[] = [];
    for (let index = 0; index < 300; index += 1) {
      const row = await academie.database.first<{ id: string }>(
        'SELECT platform.uuid_v7() AS id, pg_sleep(0.0001)',
      );
      made.push(row!.id);
    }

    expect(made.toSorted()).toEqual(made);
    expect(made[0]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(
      Math.abs(Number.parseInt(made[0]!.replace('-', '').slice(0, 12), 16) - Date.now()),
    ).toBeLessThan(60_000);
  });
});
