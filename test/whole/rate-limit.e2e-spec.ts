import { createHash } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

import { networkOf } from '@academie/platform';

import { startAcademie } from '../support/academie';

describe('limits', () => {
  const academie = startAcademie();
  const tokenWith = async (requestsPerMinute: number | null) => {
    const { id } = await academie.given.person();
    const token = `token-of-${id}`;
    await academie.database.rows(
      `INSERT INTO people.api_token (person_id, name, token_hash, requests_per_minute, created_at)
       VALUES ($1, 'test', $2, $3, $4)`,
      [id, createHash('sha256').update(token).digest(), requestsPerMinute, academie.clock.now()],
    );
    return () =>
      academie.stranger.get('/api/v1/organisations').set('authorization', `Bearer ${token}`);
  };

  it('stop a token at its own rate, say when to come back, and leave others alone', async () => {
    const [limited, other, unlimited] = [
      await tokenWith(3),
      await tokenWith(3),
      await tokenWith(null),
    ];
    for (let call = 0; call < 3; call += 1) await limited().expect(200);

    const { body, headers } = await limited().expect(429);
    await other().expect(200);
    for (let call = 0; call < 6; call += 1) await unlimited().expect(200);

    expect(body).toMatchObject({ status: 429, code: 'platform.too-many-requests' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it.each([
    ['an invitation', `/uitnodiging/${'a'.repeat(43)}`],
    ['the link that stops messages', `/berichten-stoppen/${'a'.repeat(43)}?soort=reminders`],
    ['a calendar', `/api/v1/me/calendar.ics?token=${'a'.repeat(43)}`],
    ['a shared report', `/verslag/${'a'.repeat(32)}`],
    ['a certificate', '/certificaat/ABCD-EFGH-JKMN-PQRS-TVWX-YZ12'],
    ['a certificate of the API', '/api/v1/certificates/ABCD-EFGH-JKMN-PQRS-TVWX-YZ12'],
  ])('let nobody try out the code of %s', async (_what, path) => {
    for (let call = 0; call < 60; call += 1) {
      const { status } = await academie.stranger.get(path);
      expect(status).toBe(404);
    }
    const { status, headers } = await academie.stranger.get(path);

    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('count each address of the network by itself; of IPv6 the part that one connection has', () => {
    const of = (ip: string) => networkOf({ ip } as FastifyRequest);

    expect(of('192.0.2.1')).not.toBe(of('192.0.2.2'));
    expect(of('::ffff:192.0.2.1')).toBe(of('192.0.2.1'));
    expect(of('2001:db8::1')).toBe(of('2001:db8:0:0:ffff::9'));
    expect(of('2001:db8::1')).not.toBe(of('2001:db8:0:1::1'));
  });
});

describe('a limit', () => {
  const academie = startAcademie();

  it('counts together what is asked in other ways', async () => {
    const code = 'b'.repeat(43);
    const ways = [
      () => academie.stranger.get(`/uitnodiging/${code}`),
      () => academie.stranger.get(`/%75itnodiging/${code}`),
      () => academie.stranger.get(`/uitnodiging/${code}?a=b`),
      () => academie.head(`/uitnodiging/${code}`),
    ];
    const statuses: number[] = [];
    for (let call = 0; call < 80; call += 1)
      statuses.push((await ways[call % ways.length]!()).status);

    expect(statuses.slice(0, 60)).toEqual(Array<number>(60).fill(404));
    expect(statuses.slice(60)).toEqual(Array<number>(20).fill(429));
  });
});
