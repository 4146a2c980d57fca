import { startAcademie, type Visitor } from '../support/academie';

describe('the plan of a year as a file', () => {
  const academie = startAcademie({ seed: 'reference' });
  let admin: Visitor;
  let lead: Visitor;
  let text: string;

  beforeAll(async () => {
    admin = academie.as(await academie.given.holder('administrator'));
    const [theme] = await academie.database.rows<{ id: string }>(
      `SELECT id FROM catalogue.theme WHERE slug = 'drugs'`,
    );
    lead = academie.as(await academie.given.holder('theme_lead', theme!.id));
    text = (await lead.get('/api/v1/plans/2025/versions/1').expect(200)).body.text as string;
  });

  const send = (visitor: Visitor, fields: Record<string, string>, file?: string) => {
    const call = visitor.post('/doelen/jaarplannen/inlezen');
    for (const [name, value] of Object.entries(fields)) void call.field(name, value);
    if (file !== undefined) void call.attach('file', Buffer.from(file), 'plan.yaml');
    return call;
  };
  const words = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const adopted = (): string =>
    text
      .replace('version: 21-10-2024', 'version: vastgesteld 2025')
      .replace('status: concept', 'status: adopted')
      .replace(/(code: T26[\s\S]*?norm: )500/, '$1600');
  const normOf = async (code: string): Promise<{ norm: number; owners: string[] }> => {
    const { items } = (await lead.get('/api/v1/plans/2025/targets').expect(200)).body;
    const list = items as { code: string; norm: number; owners: { slug: string }[] }[];
    const found = list.find((one) => one.code === code)!;
    return { norm: found.norm, owners: found.owners.map(({ slug }) => slug).sort() };
  };

  it('says by line and column what is wrong, and keeps what was typed', async () => {
    const wrong = text
      .replace(/(code: T20[\s\S]*?norm: )140/, '$10')
      .replace('- code: T02', '- code: T2');
    const page = await send(admin, {}, wrong).expect(422);
    const line =
      wrong.split('\n').findIndex((one) => one.includes('code: T2\r') || /code: T2$/.test(one)) + 1;
    expect(page.text).toContain(`Regel ${line}, kolom`);
    expect(words(page.text)).toContain('moet een code zijn zoals T07');
    expect(words(page.text)).toMatch(/norm/);
    expect(page.text).toContain('- code: T2');
    const again = await send(admin, { text: 'year: [2025' }).expect(422);
    expect(words(again.text)).toContain('de opmaak klopt hier niet');
    expect(again.text).toContain('year: [2025');
    await send(admin, {}).expect(422);
    await send(admin, { text: ' ' }).expect(422);
    await send(lead, { text }).expect(403);
    const { body } = await admin.post('/api/v1/plans').send({ text: wrong }).expect(422);
    expect(body.errors[0].message).toMatch(/^\d+:\d+ /);
  });

  it('shows what changes from concept to adopted, and only then takes it in', async () => {
    const page = await send(admin, {}, adopted()).expect(200);
    const said = words(page.text);
    expect(said).toContain('1 doel gewijzigd');
    expect(said).toContain('Stand: was concept → wordt vastgesteld');
    expect(said).toContain('Norm: was 500 → wordt 600');
    expect((await normOf('T26')).norm).toBe(500);

    const silent = { text: adopted(), confirmed: 'ja', after: '1' };
    expect(words((await send(admin, silent).expect(422)).text)).toContain(
      'waarom de norm verandert',
    );
    expect((await normOf('T26')).norm).toBe(500);
    const yes = { ...silent, reason: 'vastgesteld door de stuurgroep' };
    const done = await send(admin, yes).expect(303);
    expect(done.headers.location).toBe('/doelen/jaarplannen/2025');
    expect((await normOf('T26')).norm).toBe(600);
    // Pressed twice: somebody else's version may have come in between, so it asks again.
    const twice = await send(admin, { ...yes, text: adopted().replace('600', '700') });
    expect(twice.status).toBe(422);
    expect(words(twice.text)).toContain('Intussen is een andere versie');
    const versions = await lead.get('/api/v1/plans/2025/versions').expect(200);
    expect(versions.body.items).toMatchObject([
      { number: 2, version: 'vastgesteld 2025', status: 'adopted' },
      { number: 1, version: '21-10-2024', status: 'concept' },
    ]);
  });

  it('says what evidence a target has that a version leaves out, and compares any two versions', async () => {
    const without = adopted()
      .replace(/ {2}- code: T03[\s\S]*?(?= {2}- code: T04)/, '')
      .replace('vastgesteld 2025', 'tweede vaststelling');
    const page = await send(admin, { text: without }).expect(200);
    expect(words(page.text)).toContain('1 doel eruit');
    expect(words(page.text)).toMatch(/Hiervoor (telt|tellen)/);
    const { body } = await admin.post('/api/v1/plans').send({ text: without, dryRun: true });
    expect(body).toMatchObject({ loaded: false, removed: ['T03'], added: [], changed: [] });
    await admin.post('/api/v1/plans').send({ text: without }).expect(200);

    const compared = await lead
      .get('/doelen/jaarplannen/2025/vergelijken?van=1&naar=3')
      .expect(200);
    expect(words(compared.text)).toContain('1 doel gewijzigd, 1 doel eruit');
    const back = await lead.get('/doelen/jaarplannen/2025/vergelijken?van=3&naar=1').expect(200);
    expect(words(back.text)).toContain('1 doel erbij');
    const same = await lead.get('/doelen/jaarplannen/2025/vergelijken?van=2&naar=2').expect(200);
    expect(words(same.text)).toContain('Er is geen verschil');
    await lead.get('/doelen/jaarplannen/2025/vergelijken?van=9&naar=1').expect(404);
    await lead.get('/doelen/jaarplannen/2025/vergelijken').expect(404);
    const file = await lead.get('/doelen/jaarplannen/2025/versies/3').expect(200);
    expect(file.headers['content-disposition']).toContain('jaarplan-2025-versie-3.yaml');
    // What is downloaded is what was loaded, remarks and all.
    expect((await lead.get('/api/v1/plans/2025/versions/3')).body.text).toBe(without);
  });

  it('has owners that an administrator sets, which stay until the plan names others', async () => {
    const { items } = (await lead.get('/api/v1/plans/2025/targets').expect(200)).body;
    const target = (items as { code: string; id: string }[]).find(({ code }) => code === 'T13')!;
    const path = `/doelen/${target.id}/eigenaren`;
    const page = await admin.get(path).expect(200);
    const [, version] = /name="version" value="(\d+)"/.exec(page.text)!;
    const form = (fields: object, expected: number) =>
      admin
        .post(path)
        .type('form')
        .send({ version, ...fields })
        .expect(expected);

    await form({}, 422);
    await form({ themes: 'bestaat-niet' }, 422);
    await form({ themes: ['drugs', 'weerbare-jeugd'] }, 303);
    await form({ themes: ['drugs'] }, 422);
    expect((await normOf('T13')).owners).toEqual(['drugs', 'weerbare-jeugd']);
    const shown = words((await admin.get(`/doelen/${target.id}`).expect(200)).text);
    expect(shown).toContain('Eigenaren gewijzigd van Drugs in Drugs, Weerbare jeugd');
    await lead.get(path).expect(403);

    const next = adopted().replace('vastgesteld 2025', 'derde');
    await admin.post('/api/v1/plans').send({ text: next }).expect(200);
    expect((await normOf('T13')).owners).toEqual(['drugs', 'weerbare-jeugd']);
    const other = next.replace(/(code: T13[\s\S]*?owners:\s*(?:\[|-\s*|\n\s*- ))drugs/, '$1cyber');
    expect(other).not.toBe(next);
    await admin
      .post('/api/v1/plans')
      .send({ text: other.replace('derde', 'vierde') })
      .expect(200);
    expect((await normOf('T13')).owners).toEqual(['cyber']);
  });

  it('starts next year from this one, once, with what to look at again', async () => {
    const file = await lead.get('/doelen/jaarplannen/2026/voortzetting.yaml').expect(200);
    expect(file.headers['content-type']).toContain('yaml');
    const go = () =>
      admin.post('/doelen/jaarplannen/voortzetten').type('form').send({ year: '2027' }).expect(303);
    expect((await go()).headers.location).toBe('/doelen/jaarplannen/2027');
    expect((await go()).headers.location).toBe('/doelen/jaarplannen');
    const page = await admin.get('/doelen/jaarplannen/2027').expect(200);
    expect(words(page.text)).toContain('voortgezet uit 2026');
    await admin.post('/api/v1/plans/2027/continuation').expect(409);
    await admin.post('/api/v1/plans/2099/continuation').expect(409);
    await admin.post('/api/v1/plans/99999/continuation').expect(409);
    await admin.get('/doelen/jaarplannen/1999').expect(404);
  });

  it('cannot be changed once its year is closed', async () => {
    await academie.runWorkers();
    await admin.post('/api/v1/plans/2025/closure').send({}).expect(200);
    const page = await send(admin, { text: adopted().replace('600', '650') }).expect(422);
    expect(words(page.text)).toContain('afgesloten');
    expect(page.text).not.toContain('Ja, lees dit plan in');
    await admin
      .post('/api/v1/plans')
      .send({ text: adopted().replace('600', '650') })
      .expect(409);
    expect(words((await admin.get('/doelen/jaarplannen/2025')).text)).toContain('is afgesloten');
  });
});
