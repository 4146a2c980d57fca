import { startAcademie, TUESDAY } from '../support/academie';
import { mailTo } from '../support/account';

describe('organisations and functions', () => {
  const academie = startAcademie();
  let admin: { id: string };
  beforeAll(async () => {
    admin = await academie.given.holder('administrator');
  });
  beforeEach(() => academie.clock.set(TUESDAY));
  const FORM = {
    name: 'Gemeente Waterstad',
    shortName: 'Waterstad',
    kind: 'municipality',
    cbsCode: '1234',
    safetyRegion: 'Kennemerland',
    domains: 'waterstad.example\r\n@samen.example',
  };
  const post = (path: string, form: object, who = admin) =>
    academie.as(who).post(path).type('form').send(form);

  it('are made by an administrator, with mail domains that let people in', async () => {
    const done = await post('/beheer/organisaties/nieuw', FORM).expect(303);
    await post('/beheer/organisaties/nieuw', {
      ...FORM,
      name: 'Gemeente Landstad',
      shortName: 'Landstad',
      cbsCode: '1235',
      domains: 'samen.example',
    }).expect(303);
    expect((await academie.as(admin).get(done.headers.location!)).text).toContain('Waterstad');

    const pageFor = async (email: string) => {
      await academie.stranger.post('/account-maken').type('form').send({ email }).expect(303);
      return (await academie.stranger.get((await mailTo(academie, email))!.path).expect(200)).text;
    };

    expect(await pageFor('lot@waterstad.example')).toContain('<strong>Gemeente Waterstad</strong>');
    const shared = await pageFor('lot@samen.example');
    expect(shared).toContain('Gemeente Waterstad</option>');
    expect(shared).toContain('Gemeente Landstad</option>');
  });

  it('say what is wrong beside the field, and keep what was typed', async () => {
    const wrong = async (form: object, field: string) => {
      const page = await post('/beheer/organisaties/nieuw', { ...FORM, ...form }).expect(422);
      expect(page.text).toContain(`id="${field}-error"`);
      expect(page.text).toContain('value="Gemeente');
    };
    await wrong({}, 'shortName');
    await wrong({ shortName: 'Nieuwstad', cbsCode: '' }, 'cbsCode');
    await wrong({ shortName: 'Nieuwstad', cbsCode: '1236', domains: 'gmail.com' }, 'domains');
    await wrong({ shortName: 'Nieuwstad', cbsCode: '1236', domains: 'geen domein!' }, 'domains');
  });

  it.each(['GM1236', '12', 'Bergen'])('say what a CBS code looks like, to %s', async (cbsCode) => {
    const form = { ...FORM, name: 'Gemeente Nieuwstad', shortName: 'Nieuwstad', cbsCode };
    const page = await post('/beheer/organisaties/nieuw', form).expect(422);
    expect(page.text).toContain('met vier cijfers, zoals 0361, en zonder GM ervoor');
    expect(page.text).toContain(`value="${cbsCode}"`);
  });

  it('are changed, but for their kind and code', async () => {
    const { id } = await academie.given.municipality();
    const path = `/beheer/organisaties/${id}/wijzigen`;
    const page = await academie.as(admin).get(path).expect(200);
    expect(page.text).not.toContain('name="kind"');
    const before = await academie.database.first<{ code: string; cbs_code: string }>(
      'SELECT code, cbs_code FROM people.organisation WHERE id = $1',
      [id],
    );
    await post(path, { ...FORM, kind: 'police', cbsCode: '9', name: 'Gemeente Bergstad' }).expect(
      303,
    );

    const after = await academie.database.first(
      'SELECT name, code, cbs_code, kind, mail_domain::text FROM people.organisation WHERE id = $1',
      [id],
    );
    expect(after).toEqual({
      ...before,
      name: 'Gemeente Bergstad',
      kind: 'municipality',
      mail_domain: 'waterstad.example',
    });
    const lines = await academie.database.rows(
      'SELECT action FROM platform.journal WHERE subject_id = $1',
      [id],
    );
    expect(lines).toEqual([{ action: 'organisation.edited' }]);
  });

  it('functions are added and renamed; their code stays', async () => {
    await post('/beheer/functies', { name: 'Adviseur ondermijning' }).expect(303);
    await post('/beheer/functies', { name: 'Adviseur Ondermijning' }).expect(422);
    await post('/beheer/functies/adviseur-ondermijning', { name: 'Adviseur weerbaarheid' }).expect(
      303,
    );

    const page = await academie.as(admin).get('/beheer/functies').expect(200);
    expect(page.text).toContain('Adviseur weerbaarheid');
    expect(page.text).toContain('<code>adviseur-ondermijning</code>');
    await academie.as(admin).get('/beheer/functies/bestaat-niet').expect(404);
    await post('/beheer/functies/bestaat-niet', { name: 'x y' }).expect(404);
  });
});
