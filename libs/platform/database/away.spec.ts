import { isAway } from './away';

const ofPooler = (message: string): Error =>
  Object.assign(new Error(message), { code: '08P01', severity: 'ERROR' });

describe('a database that is away', () => {
  it.each([
    'server login has been failing, try again later (server_login_retry)',
    'query_wait_timeout',
    'invalid server parameter',
    'server conn crashed?',
  ])('is what pgbouncer means with "%s"', (message) => {
    expect(isAway(ofPooler(message))).toBe(true);
  });

  it('is not meant by a request that breaks the rules of the wire', () => {
    expect(isAway(ofPooler('bind message supplies 1 parameters'))).toBe(false);
  });
});
