import { Installation } from '@academie/platform';

import { type Academie, startAcademie, TUESDAY } from '../support/academie';

/** More often than one address may look for a certificate within a minute. */
const MANY = 70;
const certificate = (academie: Academie) => academie.stranger.ask('/certificaat/ABCDEFGHJKLM');

describe('an academie whose app was used by other tests', () => {
  let used: Academie['app'];

  describe('the tests before', () => {
    const academie = startAcademie();

    it('change what the app remembers', async () => {
      used = academie.app;
      const before = academie.config.publicUrl;
      academie.config.publicUrl = 'https://elders.example';
      academie.clock.set('2030-01-01T09:00:00+01:00');
      jest.spyOn(academie.app.get(Installation), 'value').mockReturnValue('anders');
      const theme = await academie.given.theme('Drugs');
      await academie.given.course({ themeIds: [theme.id] });
      const { text } = await academie.stranger.get('/aanbod').expect(200);

      expect(text).toContain('Drugs');
      expect(before).not.toBe(academie.config.publicUrl);
      expect((await askMany(academie)).at(-1)).toBe(429);
    });
  });

  describe('the tests after', () => {
    const academie = startAcademie();

    it('find the app as it was made, on an empty database', async () => {
      const { text } = await academie.stranger.get('/aanbod').expect(200);

      expect(academie.app).toBe(used);
      expect(academie.config.publicUrl).not.toBe('https://elders.example');
      expect(academie.clock.now()).toEqual(TUESDAY);
      expect(academie.app.get(Installation).value('name')).toBeUndefined();
      expect(text).not.toContain('Drugs');
      expect(await academie.database.rows('SELECT 1 FROM platform.journal')).toEqual([]);
    });

    it('are not held back for how often others asked', async () => {
      const { status } = await certificate(academie);

      expect(status).not.toBe(429);
    });
  });

  describe('two academies at once', () => {
    const one = startAcademie();
    const other = startAcademie();

    it('have an app and a database each', async () => {
      await one.given.theme();

      expect(one.app).not.toBe(other.app);
      expect(await other.database.rows('SELECT 1 FROM catalogue.theme')).toEqual([]);
    });
  });
});

async function askMany(academie: Academie): Promise<number[]> {
  const statuses: number[] = [];
  for (let nth = 0; nth < MANY; nth += 1) statuses.push((await certificate(academie)).status);
  return statuses;
}
