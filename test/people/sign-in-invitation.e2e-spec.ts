import { startAcademie, TUESDAY } from '../support/academie';

describe('an invitation', () => {
  const academie = startAcademie();
  let offering: { id: string };
  let coordinator: { id: string };
  let count = 0;

  const invited = async (): Promise<{ email: string; path: string }> => {
    count += 1;
    const email = `nieuw${count}@gasthuis.example`;
    await academie
      .as(coordinator)
      .post(`/api/v1/offerings/${offering.id}/bulk-enrolments`)
      .send({ csv: `Nieuwe Gast <${email}>` })
      .expect(201);
    const mail = await academie.database.first<{ body_text: string }>(
      `SELECT body_text FROM platform.outgoing_mail
        WHERE recipient = $1 AND template = 'people/invitation'`,
      [email],
    );
    return { email, path: /\/uitnodiging\/\S+/.exec(mail!.body_text)![0] };
  };
  const answer = (path: string, password: string) =>
    academie.stranger
      .post(path)
      .type('form')
      .send({ givenName: 'Nina', familyName: 'Nieuw', password });

  beforeAll(async () => {
    const organisation = await academie.given.municipality('Gasthuis');
    coordinator = await academie.given.holder('coordinator', organisation.id);
    offering = await academie.given.offering();
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  it('makes an account in which the place is waiting', async () => {
    const { email, path } = await invited();
    const page = await academie.stranger.get(path).expect(200);
    expect(page.text).toContain(email);
    expect(page.text).toContain('value="Nieuwe"');
    expect(page.headers['referrer-policy']).toBe('no-referrer');

    const done = await answer(path, 'vier losse woorden').expect(303);

    expect(done.headers.location).toBe('/mijn');
    const cookie = (done.headers['set-cookie'] as unknown as string[])
      .map((one) => one.split(';')[0])
      .join('; ');
    const mine = await academie.stranger.get('/mijn').set('cookie', cookie).expect(200);
    expect(mine.text).toContain('Ingeschreven');
    expect(mine.text).toContain('Nina Nieuw');
    await academie.stranger
      .post('/inloggen')
      .type('form')
      .send({ email, password: 'vier losse woorden' })
      .expect(303);
  });

  it('works once, and asks for a password that is long enough', async () => {
    const { path } = await invited();
    const short = await answer(path, 'te kort').expect(422);
    expect(short.text).toContain('id="password-error"');
    expect(short.text).not.toContain('te kort"');

    const [first, second] = await Promise.all([
      answer(path, 'vier losse woorden'),
      answer(path, 'een heel ander wachtwoord'),
    ]);

    expect([first.status, second.status].sort()).toEqual([303, 404]);
    await academie.stranger.get(path).expect(404);
  });

  it('is sent again by the coordinator, and then only the new link works', async () => {
    const { email, path } = await invited();
    const person = await academie.database.first<{ id: string }>(
      'SELECT person_id AS id FROM people.email_address WHERE address = $1',
      [email],
    );
    const page = `/organisatie/personen/${person!.id}`;
    const other = await academie.given.holder(
      'coordinator',
      (await academie.given.municipality()).id,
    );
    expect((await academie.as(coordinator).get(page).expect(200)).text).toContain(
      'Heeft nog geen account',
    );
    await academie.as(other).post(`${page}/uitnodigen`).expect(404);

    academie.clock.set(new Date(academie.clock.now().getTime() + 25 * 3_600_000));
    await academie.as(coordinator).post(`${page}/uitnodigen`).expect(303);

    await academie.stranger.get(path).expect(404);
    const mails = await academie.database.rows(
      `SELECT 1 FROM platform.outgoing_mail WHERE recipient = $1 AND template LIKE 'people/%'`,
      [email],
    );
    expect(mails).toHaveLength(2);
  });

  it('is no longer good after thirty days, nor with a letter changed', async () => {
    const { path } = await invited();
    await academie.stranger.get(`${path.slice(0, -1)}_`).expect(404);
    academie.clock.set(new Date(TUESDAY.getTime() + 31 * 86_400_000));

    const late = await academie.stranger.get(path).expect(404);

    expect(late.text).toContain('Deze uitnodiging werkt niet meer');
  });
});
