import { startAcademie } from '../support/academie';

describe('the metrics', () => {
  const academie = startAcademie();
  const ask = (headers: Record<string, string> = {}) =>
    academie.stranger.get('/metrics').set(headers);

  it('are for this machine', async () => {
    const { text } = await ask().expect(200);
    expect(text).toContain('academie_request_seconds');
  });

  it.each([
    ['forwarded', 'for=127.0.0.1'],
    ['x-real-ip', '127.0.0.1'],
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-host', 'academie.example'],
    ['via', '1.1 proxy'],
  ])('are not for whoever is behind a proxy on it that says %s', async (name, value) => {
    await ask({ [name]: value }).expect(404);
    await academie.head('/metrics').set(name, value).expect(404);
    for (const path of ['/%6Detrics', '/metrics?a=b', '/metrics/', '/METRICS'])
      await academie.stranger.get(path).set(name, value).expect(404);
  });
});

describe('the metrics with a token', () => {
  const academie = startAcademie({ config: { metricsToken: 'geheim', trustProxy: '127.0.0.1' } });
  const ask = (authorization: string) =>
    academie.stranger.get('/metrics').set({ authorization, 'x-forwarded-for': '192.0.2.1' });

  it('are for who has it, wherever that is', async () => {
    await ask('Bearer geheim').expect(200);
    await ask('Bearer geraden').expect(404);
    await academie.stranger.get('/metrics').expect(404);
  });
});
