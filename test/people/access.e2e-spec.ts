import { hashPassword } from '@academie/people';

import { startAcademie } from '../support/academie';

describe('signing in', () => {
  const academie = startAcademie();
  const signIn = (email: string, password: string, next = '/mijn') =>
    academie.stranger.post('/inloggen').type('form').send({ email, password, next });
  const withPassword = async (password: string) => {
    const person = await academie.given.person();
    await academie.database.rows('INSERT INTO people.password VALUES ($1, $2, $3)', [
      person.id,
      await hashPassword(password),
      academie.clock.now(),
    ]);
    return person;
  };

  it('opens a session and goes to the page that was asked for', async () => {
    const { email } = await withPassword('een lang wachtwoord');

    const answer = await signIn(email, 'een lang wachtwoord').expect(303);

    expect(answer.headers.location).toBe('/mijn');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^sessie=[\w-]{43};.*HttpOnly; SameSite=Lax/);
  });

  it('does not say whether the address or the password was wrong, and keeps what was typed', async () => {
    const { email } = await withPassword('een lang wachtwoord');

    const wrong = await signIn(email, 'iets anders').expect(422);
    const unknown = await signIn('niemand@test.example', 'iets anders').expect(422);

    expect(wrong.text).toContain('Het e-mailadres of het wachtwoord klopt niet.');
    expect(wrong.text).toContain(`value="${email}"`);
    expect(unknown.text).toContain('Het e-mailadres of het wachtwoord klopt niet.');
    expect(unknown.text).not.toContain('[object Object]');
  });

  it.each([
    [[], '/mijn'],
    [['trainer'], '/lesgeven'],
    [['coordinator'], '/gemeente'],
    [['theme_lead'], '/doelen'],
    [['administrator'], '/beheer'],
    [['auditor'], '/doelen'],
    [['theme_lead', 'trainer'], '/lesgeven'],
  ])('leads who is %j to where the work is, when no page was asked for', async (roles, start) => {
    const person = await withPassword('een lang wachtwoord');
    const scopes: Record<string, () => Promise<{ id: string }>> = {
      coordinator: () => academie.given.municipality(),
      theme_lead: () => academie.given.theme(),
    };
    for (const role of roles)
      await academie.given.role(person.id, role, (await scopes[role]?.())?.id);

    const answer = await signIn(person.email, 'een lang wachtwoord', '/').expect(303);

    expect(answer.headers.location).toBe(start);
    await academie.as(person).get(start).redirects(1).expect(200);
  });

  it('lets a second tab sign in that was opened before the first did', async () => {
    const person = await withPassword('een lang wachtwoord');

    await academie
      .as(person)
      .post('/inloggen')
      .set('x-csrf-token', 'van-eerder')
      .type('form')
      .send({ email: person.email, password: 'een lang wachtwoord', next: '/mijn/geweest' })
      .expect(303)
      .expect('location', '/mijn/geweest');
  });

  it('never leads to another site', async () => {
    const { email } = await withPassword('een lang wachtwoord');

    const answer = await signIn(email, 'een lang wachtwoord', '//elders.example').expect(303);

    expect(answer.headers.location).toBe('/mijn');
  });

  it('ends with signing out, at once', async () => {
    const person = await academie.given.person();
    await academie.as(person).post('/uitloggen').expect(303);
    await academie.as(person).post('/uitloggen').set('accept', 'application/json').expect(401);
  });

  it('refuses a form from another site', async () => {
    const person = await academie.given.person();

    await academie.as(person).post('/uitloggen').set('sec-fetch-site', 'cross-site').expect(403);
    await academie.as(person).post('/uitloggen').set('x-csrf-token', 'geraden').expect(403);
  });
});
