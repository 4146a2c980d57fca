import { type ConfigError, readConfig } from './config';

const REAL = {
  DATABASE_URL: 'postgres://localhost/academie',
  ACADEMIE_URL: 'https://academie.example.org',
  SMTP_URL: 'smtp://localhost',
};

function problemsOf(env: Record<string, string>): string {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    return (error as ConfigError).message;
  }
}

describe('the configuration', () => {
  it('of a real academie is taken', () => {
    expect(readConfig(REAL)).toMatchObject({ demo: false, publicUrl: REAL.ACADEMIE_URL });
  });

  it.each(['1', 'public'])('of a demo (%s) is refused with an https address', (demo) => {
    expect(problemsOf({ ...REAL, ACADEMIE_DEMO: demo })).toContain('known password');
  });

  it('without a database says what an address of one looks like', () => {
    const { DATABASE_URL: _, ...without } = REAL;
    expect(problemsOf(without)).toContain('postgres://academie:secret@localhost/academie');
  });
});
