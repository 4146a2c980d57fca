import { createHash } from 'node:crypto';

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

  it('stop an address that tries passwords of many people', async () => {
    const tries = Array.from({ length: 31 }, (_, nth) =>
      academie.stranger
        .post('/inloggen')
        .type('form')
        .send({ email: `${nth}@test.example`, password: '' }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);

    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });
});
