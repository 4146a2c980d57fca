import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Config } from '../config/config';
import { Outgoing } from './outgoing';
import { isPublicAddress, lookUpPublic } from './public-address';

const outgoing = (privateAddresses: boolean) => new Outgoing({ privateAddresses } as Config);

describe('asking another server', () => {
  const long = 'x'.repeat(600_000);
  const server = http.createServer((request, reply) => {
    if (request.url === '/long') return reply.end(long);
    if (request.url === '/away') return reply.writeHead(302, { location: '/' }).end();
    reply.end('here');
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://192.168.1.1/',
    'https://localhost/',
    'http://example.org/',
  ])('goes not to %s', async (address) => {
    const asking = outgoing(false).fetch(address);
    await expect(asking).rejects.toMatchObject({
      message: expect.stringMatching(
        /not an address of the internet|not https|fetch failed/,
      ) as string,
    });
  });

  it('reads no answer that goes on and on, and follows no redirect', async () => {
    const open = outgoing(true);
    await expect(open.fetch(`${url}/long`)).rejects.toThrow('longer than');
    expect((await open.fetch(`${url}/away`)).status).toBe(302);
    expect(await (await open.fetch(url)).text()).toBe('here');
    await open.onModuleDestroy();
  });

  it('refuses a name that means this machine when it connects', async () => {
    const failed = await new Promise((resolve) =>
      lookUpPublic('localhost', {}, (error) => resolve(error)),
    );
    expect(failed).toMatchObject({ host: 'localhost' });
  });

  it('knows which addresses are of the internet', () => {
    expect(['8.8.8.8', '2a00:1450::1'].every(isPublicAddress)).toBe(true);
    expect(
      ['10.1.1.1', '100.64.0.1', 'fe80::1', 'fd00::1', '0.0.0.0', 'x'].some(isPublicAddress),
    ).toBe(false);
  });
});
