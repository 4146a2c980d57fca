import { startAcademie } from '../support/academie';

describe('administration of people', () => {
  const academie = startAcademie();
  const administrator = () => academie.given.holder('administrator');

  it('finds somebody by part of a name or an address, whatever signs are typed', async () => {
    const admin = await administrator();
    const person = await academie.given.person({ name: 'Willemijn' });

    const byName = await academie.as(admin).get('/beheer/personen?q=illemij').expect(200);
    const byAddress = await academie
      .as(admin)
      .get(`/beheer/personen?q=${person.email}`)
      .expect(200);
    const nobody = await academie.as(admin).get('/beheer/personen?q=%25%27%3B--').expect(200);

    expect(byName.text).toContain('de Tester, Willemijn');
    expect(byAddress.text).toContain('de Tester, Willemijn');
    expect(nobody.text).toContain('Niemand gevonden');
  });

  it('gives a role for an organisation, once, and takes it back', async () => {
    const admin = await administrator();
    const person = await academie.given.person();
    const { id: scopeId, name } = await academie.given.municipality();
    const path = `/beheer/personen/${person.id}`;
    const give = () =>
      academie.as(admin).post(`${path}/rollen`).type('form').send({ role: 'coordinator', scopeId });

    await give().expect(303);
    await give().expect(303);
    const page = await academie.as(admin).get(path).expect(200);
    const [, revokeHref] = /action="([^"]+\/intrekken)"/.exec(page.text)!;
    await academie.as(admin).post(revokeHref!).expect(303);
    await academie.as(admin).post(revokeHref!).expect(303);

    expect(page.text.split(`voor ${name}`)).toHaveLength(2);
    const history = await academie.database.rows<{ action: string }>(
      'SELECT action FROM platform.journal WHERE subject_id = $1 ORDER BY id',
      [person.id],
    );
    expect(history.map(({ action }) => action)).toEqual(['role.granted', 'role.revoked']);
  });

  it('appoints a theme lead for a theme that the page offers, who then leads it', async () => {
    const admin = await administrator();
    const person = await academie.given.person();
    const name = 'Weerbaar bestuur';
    const { id: scopeId } = await academie.given.theme(name);
    const path = `/beheer/personen/${person.id}`;

    const form = await academie.as(admin).get(path).expect(200);
    expect(form.text).toContain(`<option value="${scopeId}">Thema: ${name}</option>`);

    await academie
      .as(admin)
      .post(`${path}/rollen`)
      .type('form')
      .send({ role: 'theme_lead', scopeId })
      .expect(303);
    const page = await academie.as(admin).get(path).expect(200);
    expect(page.text).toMatch(new RegExp(`[Tt]hemaleider voor ${name}`));
    await academie.as(person).get('/doelen').expect(200);
  });

  it('asks which organisation a coordinator is for, and keeps what was chosen', async () => {
    const admin = await administrator();
    const person = await academie.given.person();

    const answer = await academie
      .as(admin)
      .post(`/beheer/personen/${person.id}/rollen`)
      .type('form')
      .send({ role: 'coordinator', scopeId: '' })
      .expect(422);

    expect(answer.text).toContain('Kies voor een coördinator een organisatie');
    expect(answer.text).toContain('<option value="coordinator" selected>');
  });

  it('never takes the last administrator away', async () => {
    await academie.database.rows(
      `UPDATE people.role_grant SET revoked_at = $1 WHERE role = 'administrator'`,
      [academie.clock.now()],
    );
    const last = await administrator();
    const [grant] = await academie.database.rows<{ id: string }>(
      'SELECT id FROM people.role_grant WHERE person_id = $1',
      [last.id],
    );

    const answer = await academie
      .as(last)
      .post(`/beheer/personen/${last.id}/rollen/${grant!.id}/intrekken`)
      .expect(409);

    expect(answer.text).toContain('Dit is de laatste beheerder');
  });

  it('shows the journal to an auditor, who changes nothing', async () => {
    const auditor = await academie.given.holder('auditor');
    const person = await academie.given.person();

    const journal = await academie.as(auditor).get('/beheer/logboek').expect(200);
    expect(journal.text).not.toMatch(/>[a-z]+\.[a-z-]+</);
    await academie.as(auditor).get('/beheer/logboek?onderwerp=onzin&na=onzin').expect(200);
    const page = await academie.as(auditor).get(`/beheer/personen/${person.id}`).expect(200);
    expect(page.text).not.toContain('Rol toekennen');
  });

  it('says 404 for somebody who does not exist', async () => {
    const admin = await administrator();
    await academie
      .as(admin)
      .get('/beheer/personen/01a20ca6-846d-7eeb-b5da-a84f43a240e2')
      .expect(404);
  });
});

describe('what everybody may read', () => {
  const academie = startAcademie({ seed: 'reference' });

  it('lists the 32 municipalities, page by page', async () => {
    const names: string[] = [];
    let after = '';
    do {
      const { body } = await academie.stranger
        .get(`/api/v1/organisations?kind=municipality&limit=10${after}`)
        .expect(200);
      names.push(...body.items.map(({ name }: { name: string }) => name));
      after = body.next ? `&after=${body.next}` : '';
    } while (after);

    expect(names).toHaveLength(32);
    expect(new Set(names).size).toBe(32);
  });

  it.each(['limit=0', 'limit=101', 'kind=club', 'after=onzin', 'colour=red'])(
    'answers %s with what is wrong',
    async (query) => {
      const { body, headers } = await academie.stranger
        .get(`/api/v1/organisations?${query}`)
        .expect(422);

      expect(headers['content-type']).toContain('application/problem+json');
      expect(body).toMatchObject({ status: 422, code: 'platform.invalid-input' });
      expect(body.errors).toHaveLength(1);
    },
  );

  it.each(['/toegankelijkheid', '/privacy', '/.well-known/security.txt'])(
    'has %s for strangers',
    async (path) => {
      await academie.stranger.get(path).expect(200);
    },
  );
});
