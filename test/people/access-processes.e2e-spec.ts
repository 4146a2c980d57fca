import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';

import { createWebApp } from '../../apps/academie/web-app';
import { startAcademie } from '../support/academie';

/** What docs/operations.md promises of another process. Milliseconds. */
const ACCESS_MS = 5000;
const PAGE_MS = 1000;

describe('what one process changed, another knows in time', () => {
  const academie = startAcademie();
  let other: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    other = await createWebApp({ ...academie.config, cacheMs: PAGE_MS }, academie.clock);
    await other.listen(0, '127.0.0.1');
    url = await other.getUrl();
  });
  afterAll(() => other.close());
  afterEach(() => jest.restoreAllMocks());

  const there = (path: string, headers: Record<string, string> = {}) =>
    request(url).get(path).set(headers);
  /** From now on it is so much later for whatever keeps something for a while. */
  const wait = (ms: number): void => {
    const { performance } = globalThis;
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + ms + 50);
  };

  it('that somebody signed out', async () => {
    const person = await academie.given.person();
    const headers = academie.headersOf(person);
    await there('/mijn', headers).expect(200);

    await academie.as(person).post('/uitloggen').expect(303);
    wait(ACCESS_MS);

    await there('/mijn', headers).expect(303);
  });

  it('that somebody lost a role', async () => {
    const person = await academie.given.person();
    await academie.given.role(person.id, 'administrator');
    const headers = academie.headersOf(person);
    await there('/beheer/gezondheid', headers).expect(200);

    await academie.database.rows('DELETE FROM people.role_grant WHERE person_id = $1', [person.id]);
    wait(ACCESS_MS);

    await there('/beheer/gezondheid', headers).expect(403);
  });

  it('that a key of the API was taken away', async () => {
    const person = await academie.given.person();
    await academie.given.role(person.id, 'administrator');
    await academie.database.rows(
      `INSERT INTO people.api_token (person_id, name, token_hash, scopes, created_at)
       VALUES ($1, 'key', sha256('spare key'), '{read}', $2)`,
      [person.id, academie.clock.now()],
    );
    const headers = { authorization: 'Bearer spare key' };
    await there('/api/v1/acts', headers).expect(200);

    await academie.database.rows('DELETE FROM people.api_token WHERE person_id = $1', [person.id]);
    wait(ACCESS_MS);

    await there('/api/v1/acts', headers).expect(401);
  });

  it('that a page says something else', async () => {
    const course = await academie.given.course();
    const page = `/aanbod/${course.slug}`;
    expect((await there(page).expect(200)).text).toContain(course.title);

    await academie.database.rows(`UPDATE catalogue.course SET title = 'Anders' WHERE id = $1`, [
      course.id,
    ]);
    wait(PAGE_MS);

    expect((await there(page).expect(200)).text).toContain('<h1>Anders</h1>');
  });
});
