import { RoleService } from '../../libs/people/access/role.service';
import { startAcademie, TUESDAY } from '../support/academie';
import { mailTo } from '../support/account';

describe('the page of all roles', () => {
  const academie = startAcademie();
  beforeEach(() => academie.clock.set(TUESDAY));
  const give = (admin: { id: string }, form: object) =>
    academie.as(admin).post('/beheer/rollen').type('form').send(form);

  it('gives a role to who has an address, and takes it back', async () => {
    const admin = await academie.given.holder('administrator');
    const person = await academie.given.person();
    const { id: scopeId, name } = await academie.given.municipality();
    await give(admin, { email: person.email, role: 'coordinator', scopeId }).expect(303);

    const page = await academie.as(admin).get('/beheer/rollen?rol=coordinator').expect(200);
    expect(page.text).toContain(person.name);
    expect(page.text).toContain(name);
    await academie.as(person).get('/organisatie').expect(200);
    const [, href] = new RegExp(`action="([^"]*${person.id}[^"]*/intrekken)"`).exec(page.text)!;
    await academie.as(admin).post(href!).expect(303);
    await academie.as(person).get('/organisatie').expect(403);
  });

  it('opens from the page of an organisation with its coordinator to be', async () => {
    const admin = await academie.given.holder('administrator');
    const { id } = await academie.given.municipality();
    const page = `/beheer/organisaties/${id}`;
    const { text } = await academie.as(admin).get(page).expect(200);
    const href = /href="(\/beheer\/rollen[^"]*)"[^>]*>Coördinator aanwijzen/.exec(text)?.[1];
    const path = href!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    const form = await academie.as(admin).get(path).expect(200);

    expect(form.text).toMatch(/<option value="coordinator" selected>/);
    expect(form.text).toMatch(new RegExp(`<option value="${id}" selected>`));
    const auditor = academie.as(await academie.given.holder('auditor'));
    expect((await auditor.get(page).expect(200)).text).not.toContain('Coördinator aanwijzen');
    await academie.as(admin).get('/beheer/rollen?geef=wat&waarvoor=niets').expect(200);
  });

  it('says what is missing, and keeps what was typed', async () => {
    const admin = await academie.given.holder('administrator');
    const unknown = await give(admin, { email: 'niemand@elders.example', role: 'auditor' });
    expect(unknown.status).toBe(422);
    expect(unknown.text).toContain('id="email-error"');
    expect(unknown.text).toContain('value="niemand@elders.example"');
    const person = await academie.given.person();
    const noScope = await give(admin, { email: person.email, role: 'coordinator' }).expect(422);
    expect(noScope.text).toContain('id="scopeId-error"');
    const past = { email: person.email, role: 'auditor', endsOn: '2026-03-02' };
    expect((await give(admin, past).expect(422)).text).toContain('id="endsOn-error"');
  });

  it('lets a role end after its last day, by itself', async () => {
    const admin = await academie.given.holder('administrator');
    const person = await academie.given.person();
    await give(admin, { email: person.email, role: 'auditor', endsOn: '2026-03-04' }).expect(303);
    expect((await mailTo(academie, person.email))!.text).toContain('tot en met 4 maart 2026');
    const looks = async () => (await academie.as(person).get('/beheer/logboek')).status;
    academie.clock.set('2026-03-04T23:59:00+01:00');
    expect(await looks()).toBe(200);

    academie.clock.set('2026-03-05T00:00:00+01:00');
    await academie.app.get(RoleService).endRoles();

    expect(await looks()).toBe(403);
    const line = await academie.database.first(
      `SELECT action, data->>'by' AS by, actor_id FROM platform.journal
        WHERE subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [person.id],
    );
    expect(line).toEqual({ action: 'role.revoked', by: 'end', actor_id: null });
  });

  it('no longer counts a role from its end on, also before the job has run', async () => {
    const admin = await academie.given.holder('administrator');
    const person = await academie.given.person();
    await give(admin, { email: person.email, role: 'auditor', endsOn: '2026-03-03' }).expect(303);
    academie.clock.set('2026-03-04T00:00:00+01:00');
    await academie.as(person).get('/beheer/logboek').expect(403);
  });

  it('moves the end of a role that somebody has', async () => {
    const admin = await academie.given.holder('administrator');
    const person = await academie.given.person();
    for (const endsOn of ['2026-03-04', '', ''])
      await give(admin, { email: person.email, role: 'auditor', endsOn }).expect(303);
    const grants = await academie.database.rows(
      'SELECT ends_at FROM people.role_grant WHERE person_id = $1',
      [person.id],
    );
    expect(grants).toEqual([{ ends_at: null }]);
  });

  it.each([
    [{}, 'De rol is gegeven. De persoon krijgt een mail.'],
    [{ endsOn: '2026-03-04' }, 'De rol is gegeven, tot en met 4 maart 2026.'],
    [{ from: '2026-04-01' }, 'De rol gaat in op 1 april 2026. Dan krijgt'],
    [
      { from: '2026-04-01', endsOn: '2026-05-01' },
      'De rol gaat in op 1 april 2026, tot en met 1 mei 2026. Dan krijgt',
    ],
  ])('says from when and until when a role holds: %j', async (days, text) => {
    const admin = await academie.given.holder('administrator');
    const person = await academie.given.person();
    const told = async (path: string, form: object) => {
      const done = await academie.as(admin).post(path).type('form').send(form).expect(303);
      const cookie = done.headers['set-cookie'] as unknown as string[];
      const page = await academie
        .as(admin)
        .get(done.headers.location!)
        .set(
          'cookie',
          [
            academie.headersOf(admin).cookie,
            cookie.map((one) => one.split(';')[0]).join('; '),
          ].join('; '),
        )
        .expect(200);
      return page.text;
    };

    const given = { role: 'auditor', ...days };
    expect(await told('/beheer/rollen', { email: person.email, ...given })).toContain(text);
    const other = await academie.given.person();
    expect(await told(`/beheer/personen/${other.id}/rollen`, given)).toContain(text);
    expect(await mailTo(academie, person.email)).toEqual(
      'from' in days ? undefined : expect.anything(),
    );
  });

  it('is read by auditors, who change nothing', async () => {
    const auditor = await academie.given.holder('auditor');
    const page = await academie.as(auditor).get('/beheer/rollen').expect(200);
    expect(page.text).not.toContain('/intrekken"');
    await give(auditor, { email: 'x@y.example', role: 'auditor' }).expect(403);
  });
});

describe('a key for a program', () => {
  const academie = startAcademie();
  beforeEach(() => academie.clock.set(TUESDAY));
  const FORM = { name: 'Rapporten', scope: 'read', days: '30' };
  const make = (person: { id: string }, form: object = FORM) =>
    academie.as(person).post('/account/sleutels').type('form').send(form);
  const keyIn = (text: string) => /id="sleutel" value="([^"]+)"/.exec(text)![1]!;
  const ask = (key: string, path: string) =>
    academie.stranger.get(path).set('authorization', `Bearer ${key}`);

  it('is shown once, kept as a hash, and works until its end', async () => {
    const admin = await academie.given.holder('administrator');
    const key = keyIn((await make(admin).expect(201)).text);
    expect((await academie.as(admin).get('/account/sleutels')).text).not.toContain(key);
    const stored = await academie.database.first<{ row: string }>(
      'SELECT t::text AS row FROM people.api_token t WHERE person_id = $1',
      [admin.id],
    );
    expect(stored!.row).not.toContain(key);
    const closed = '/beheer/logboek';
    await ask(key, closed).expect(200);
    expect((await academie.as(admin).get('/account/sleutels')).text).not.toContain('nog niet');

    const late = keyIn((await make(admin)).text);
    academie.clock.set(new Date(TUESDAY.getTime() + 31 * 86_400_000));
    expect((await ask(late, closed)).status).not.toBe(200);
  });

  it('stops working when it is revoked, by its owner only', async () => {
    const [admin, other] = [
      await academie.given.holder('administrator'),
      await academie.given.holder('administrator'),
    ];
    const made = await make(admin);
    const key = keyIn(made.text);
    const [, href] = /action="(\/account\/sleutels\/[^"]+\/intrekken)"/.exec(made.text)!;
    await academie.as(other).post(href!).expect(303);
    await ask(key, '/beheer/logboek').expect(200);
    await academie.as(admin).post(href!).expect(303);
    expect((await ask(key, '/beheer/logboek')).status).not.toBe(200);
  });

  it('for reading changes nothing, and none makes another', async () => {
    const admin = await academie.given.holder('administrator');
    const post = (key: string) =>
      academie.stranger
        .post('/account/sleutels')
        .set('authorization', `Bearer ${key}`)
        .type('form')
        .send(FORM);
    await post(keyIn((await make(admin)).text)).expect(403);
    await post(keyIn((await make(admin, { ...FORM, scope: 'write' })).text)).expect(403);
  });

  it('always has an end, and is not for who only takes part', async () => {
    const admin = await academie.given.holder('administrator');
    await make(admin, { ...FORM, days: '' }).expect(422);
    await make(await academie.given.person()).expect(403);
  });
});
