import { hashPassword } from '@academie/people';

import { startAcademie, TUESDAY } from '../support/academie';
import { mailTo, withPassword } from '../support/account';

const OLD = 'een oud en lang wachtwoord';
const NEW = 'tractor bloemkool regenjas';

describe('whoever forgot the password', () => {
  const academie = startAcademie();
  let oldHash: string;
  beforeAll(async () => {
    oldHash = await hashPassword(OLD);
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  const somebody = async () => {
    const person = await academie.given.person();
    await withPassword(academie, person, oldHash);
    return person;
  };
  const ask = (email: string) =>
    academie.stranger.post('/wachtwoord-vergeten').type('form').send({ email });
  const choose = (path: string, password: string) =>
    academie.stranger.post(path).type('form').send({ password });
  const signIn = (email: string, password: string) =>
    academie.stranger.post('/inloggen').type('form').send({ email, password });

  it('chooses a new one by a link that works once, and is signed out everywhere', async () => {
    const person = await somebody();
    await ask(` ${person.email} `).expect(303);
    const { path } = (await mailTo(academie, person.email))!;
    const page = await academie.stranger.get(path).expect(200);
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    await academie.as(person).get('/mijn').expect(200);

    await choose(path, NEW).expect(303);

    await academie.as(person).get('/mijn').expect(303);
    await signIn(person.email, OLD).expect(422);
    await signIn(person.email, NEW).expect(303);
    await choose(path, NEW).expect(404);
    const notice = await academie.database.first(
      `SELECT subject FROM platform.outgoing_mail WHERE recipient = $1 AND dedupe_key LIKE 'password-changed%'`,
      [person.email],
    );
    expect(notice).toEqual({ subject: 'Uw wachtwoord is gewijzigd' });
  });

  it('is answered alike whether there is an account or not, with as much work', async () => {
    const person = await somebody();
    const [known, unknown] = [await ask(person.email), await ask('niemand@elders.example')];

    expect(unknown.status).toBe(known.status);
    expect(unknown.headers.location).toBe(known.headers.location);
    expect(unknown.headers['set-cookie']).toEqual(known.headers['set-cookie']);
    const queriesOf = (email: string) => academie.queriesOf(() => ask(email));
    expect(await queriesOf('niemand2@elders.example')).toBe(await queriesOf(person.email));
    expect(await mailTo(academie, 'niemand@elders.example')).toBeUndefined();
    expect(await academie.database.rows('SELECT FROM people.link_request')).toEqual([]);
  });

  it('gets no more than three mails an hour', async () => {
    const person = await somebody();
    for (let i = 0; i < 5; i += 1) await ask(person.email).expect(303);
    await academie.runWorkers();

    const mails = await academie.database.rows(
      'SELECT FROM platform.outgoing_mail WHERE recipient = $1',
      [person.email],
    );
    expect(mails).toHaveLength(3);
  });

  it('comes too late after an hour, and sees how to go on', async () => {
    const person = await somebody();
    await ask(person.email).expect(303);
    const { path } = (await mailTo(academie, person.email))!;
    academie.clock.set(new Date(TUESDAY.getTime() + 61 * 60_000));

    const late = await academie.stranger.get(path).expect(404);

    expect(late.text).toContain('href="/wachtwoord-vergeten"');
    await choose(path, NEW).expect(404);
  });

  it('keeps only a hash of the link in the database', async () => {
    const person = await somebody();
    await ask(person.email).expect(303);
    const { path } = (await mailTo(academie, person.email))!;
    const token = path.split('/').at(-1)!;
    const stored = await academie.database.rows<{ row: string }>(
      `SELECT l::text AS row FROM people.one_time_link l`,
    );
    expect(stored.map(({ row }) => row).join()).not.toContain(token);
  });

  it('is told why a password is too easy, and it is never sent back', async () => {
    const person = await somebody();
    await ask(person.email).expect(303);
    const { path } = (await mailTo(academie, person.email))!;
    const easy = await choose(path, 'qwerty123456').expect(422);
    expect(easy.text).toContain('gebruiken veel mensen');
    expect(easy.text).not.toContain('qwerty123456');
    expect((await choose(path, 'Academie2026!!').expect(422)).text).toContain('te raden');
    await choose(path, 'te kort').expect(422);
    await choose(path, NEW).expect(303);
  });

  it('only one of two who use the link together gets through', async () => {
    const person = await somebody();
    await ask(person.email).expect(303);
    const { path } = (await mailTo(academie, person.email))!;
    const both = await Promise.all([choose(path, NEW), choose(path, 'een heel andere zin hier')]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
  });

  it('gets no link when the account is blocked', async () => {
    const admin = await academie.given.holder('administrator');
    const person = await somebody();
    await academie
      .as(admin)
      .post(`/api/v1/persons/${person.id}/blocking`)
      .send({ reason: 'uit dienst' })
      .expect(204);
    await ask(person.email).expect(303);
    expect((await mailTo(academie, person.email))!.template).toBe('people/notice');
  });
});
