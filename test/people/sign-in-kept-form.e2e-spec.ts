import type { Response } from 'supertest';

import { hashPassword, SessionService } from '@academie/people';

import { startAcademie } from '../support/academie';
import { sessionTokenOf } from '../support/given';

const PASSWORD = 'een lang wachtwoord';
const REASON = 'Ik ben die dag bij de rechtbank, sorry';

describe('a form that is sent after the session ended', () => {
  const academie = startAcademie();
  let person: { id: string; email: string };
  let path: string;

  beforeEach(async () => {
    person = await academie.given.person();
    await academie.database.rows('INSERT INTO people.password VALUES ($1, $2, $3)', [
      person.id,
      await hashPassword(PASSWORD),
      academie.clock.now(),
    ]);
    const offering = await academie.given.offering({});
    await academie.as(person).post(`/api/v1/offerings/${offering.id}/enrolments`).expect(201);
    const [enrolment] = await academie.database.rows<{ id: string }>(
      'SELECT id FROM enrolment.enrolment WHERE person_id = $1',
      [person.id],
    );
    path = `/inschrijvingen/${enrolment!.id}/afmelden`;
  });

  const form = { reason: REASON, naam: '<b>"één"</b>' };
  /** A browser: it sends the cookies it was given. */
  class Browser {
    readonly cookies = new Map<string, string>();

    take({ headers }: Response): void {
      for (const line of (headers['set-cookie'] ?? []) as unknown as string[]) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        this.cookies.set(name!, value!);
      }
    }

    async send(method: 'get' | 'post', to: string, fields?: object): Promise<Response> {
      const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await academie.stranger[method](to)
        .set('cookie', cookie)
        .set('sec-fetch-site', 'same-origin')
        .type('form')
        .send(fields ?? '');
      this.take(answer);
      return answer;
    }

    signIn(email: string, next: string): Promise<Response> {
      return this.send('post', '/inloggen', { email, password: PASSWORD, next });
    }
  }
  const signedIn = (): Browser => {
    const browser = new Browser();
    browser.cookies.set('sessie', sessionTokenOf(person.id));
    return browser;
  };
  const endSession = async (): Promise<void> => {
    await academie.database.rows('DELETE FROM people.web_session WHERE person_id = $1', [
      person.id,
    ]);
    academie.clock.set(new Date(academie.clock.now().getTime() + 60_000));
    academie.app.get(SessionService).forget();
  };
  const csrfIn = (page: string): string => /name="_csrf" value="([^"]*)"/.exec(page)![1]!;
  const state = async (): Promise<string> =>
    (await academie.database.first<{ state: string }>(
      'SELECT state FROM enrolment.enrolment WHERE person_id = $1',
      [person.id],
    ))!.state;

  it('is there again after signing in, and is sent with one press', async () => {
    const browser = signedIn();
    await endSession();
    const sent = await browser.send('post', path, { ...form, _csrf: 'van-eerder' });
    expect(sent.status).toBe(303);
    const signInPage = await browser.send('get', sent.headers.location!);
    expect(signInPage.text).toContain('Wat u hebt ingevuld, is een uur bewaard');
    const next = /name="next" value="([^"]+)"/.exec(signInPage.text)![1]!;

    const entered = await browser.signIn(person.email, next);
    const page = await browser.send('get', entered.headers.location!);
    expect(page.status).toBe(200);
    expect(page.text).toContain(REASON);
    expect(page.text).toContain('value="&lt;b&gt;&quot;één&quot;&lt;/b&gt;"');
    expect(await state()).toBe('enrolled');

    const done = await browser.send('post', path, { ...form, _csrf: csrfIn(page.text) });
    expect(done.status).toBe(303);
    expect(await state()).toBe('cancelled');
  });

  it('can be looked through first: the page comes as it was filled in, and nothing is done', async () => {
    const browser = signedIn();
    const page = await browser.send('get', path);
    const filled = await browser.send('post', path, {
      ...form,
      _csrf: csrfIn(page.text),
      _nakijken: 'ja',
    });

    expect(filled.status).toBe(422);
    expect(filled.text).toContain(`${REASON}</textarea>`);
    expect(await state()).toBe('enrolled');
  });

  it('is there too when it was made before signing in again in another tab', async () => {
    const browser = signedIn();
    const before = csrfIn((await browser.send('get', path)).text);
    await browser.signIn(person.email, '/mijn');

    const sent = await browser.send('post', path, { ...form, _csrf: before });
    expect(sent.status).toBe(303);
    const page = await browser.send('get', sent.headers.location!);

    expect(page.text).toContain(REASON);
    expect(await state()).toBe('enrolled');
  });

  it('is nobody else’s: not without the browser’s secret, not after an hour, not after signing out', async () => {
    const browser = new Browser();
    const sent = await browser.send('post', path, form);
    const kept = decodeURIComponent(sent.headers.location!).replace('/inloggen?naar=', '');
    const other = signedIn();
    await academie.given.signedIn(person.id);
    expect((await other.send('get', kept)).status).toBe(404);
    other.cookies.set('formulier', 'A'.repeat(43));
    expect((await other.send('get', kept)).status).toBe(404);
    other.cookies.set('formulier', browser.cookies.get('formulier')!);
    expect((await other.send('get', kept)).status).toBe(200);
    const sealed = await academie.database.rows<{ sealed: Buffer }>(
      'SELECT sealed FROM people.kept_form',
    );
    expect(sealed.map((row) => row.sealed.toString('latin1')).join()).not.toContain('rechtbank');

    academie.clock.set(new Date(academie.clock.now().getTime() + 3_601_000));
    expect((await other.send('get', kept)).status).toBe(404);
  });

  it('is not kept when another site sent it, nor for a program', async () => {
    const count = () => academie.database.rows('SELECT 1 FROM people.kept_form');
    const before = await count();
    await academie.stranger
      .post(path)
      .set('sec-fetch-site', 'cross-site')
      .type('form')
      .send(form)
      .expect(403);
    await academie.stranger
      .post(path)
      .set('accept', 'application/json')
      .type('form')
      .send(form)
      .expect(401);
    await academie.stranger.post(path).send(form).expect(401);

    expect(await count()).toEqual(before);
  });

  it('does not fill the database: a hundred of one address are kept', async () => {
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => academie.stranger.post(path).type('form').send(form)),
    );
    const kept = await academie.database.rows('SELECT 1 FROM people.kept_form');

    expect(kept.length).toBeLessThan(115);
    expect(answers.some(({ status }) => status === 401)).toBe(true);
  });
});

describe('a second tab to sign in', () => {
  const academie = startAcademie();

  it('signs in as well as the first', async () => {
    const person = await academie.given.person();
    await academie.database.rows('INSERT INTO people.password VALUES ($1, $2, $3)', [
      person.id,
      await hashPassword(PASSWORD),
      academie.clock.now(),
    ]);
    const answer = await academie
      .as(person)
      .post('/inloggen')
      .unset('x-csrf-token')
      .set('sec-fetch-site', 'same-origin')
      .type('form')
      .send({ email: person.email, password: PASSWORD, next: '/mijn', _csrf: '' })
      .expect(303);

    expect(answer.headers.location).toBe('/mijn');
    await academie
      .as(person)
      .post('/inloggen')
      .set('sec-fetch-site', 'cross-site')
      .type('form')
      .send({ email: person.email, password: PASSWORD })
      .expect(403);
  });
});
