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

  describe('of a store for uploaded files that speaks S3', () => {
    const S3 = {
      FILES_S3_ENDPOINT: 'https://s3.example/',
      FILES_S3_BUCKET: 'academie',
      FILES_S3_ACCESS_KEY: 'key',
      FILES_S3_SECRET_KEY: 'secret',
    };

    it('is all or none', () => {
      expect(readConfig(REAL).filesS3).toBeUndefined();
      expect(readConfig({ ...REAL, ...S3, FILES_S3_PREFIX: '/echt/' }).filesS3).toEqual({
        ...{ endpoint: 'https://s3.example', bucket: 'academie', region: 'us-east-1' },
        ...{ accessKey: 'key', secretKey: 'secret', prefix: 'echt/', pathStyle: true },
      });
      const { FILES_S3_SECRET_KEY: _, ...half } = S3;
      expect(problemsOf({ ...REAL, ...half })).toContain('stands without FILES_S3_SECRET_KEY');
    });

    it.each([
      ['FILES_S3_ENDPOINT', 's3.example'],
      ['FILES_S3_ENDPOINT', 'https://s3.example/path'],
      ['FILES_S3_BUCKET', 'Mijn Bestanden'],
      ['FILES_S3_PREFIX', 'a b'],
      ['FILES_S3_PATH_STYLE', 'ja'],
    ])('is refused with %s=%s', (name, value) => {
      const said = problemsOf({ ...REAL, ...S3, [name]: value });
      expect(said).toContain(name);
      expect(said).not.toContain('secret');
    });
  });

  it('of a scanner of viruses is a host and port, or a socket', () => {
    const scannerOf = (CLAMD_ADDRESS: string, more: object = {}) =>
      readConfig({ ...REAL, CLAMD_ADDRESS, ...more }).scanner;
    expect(readConfig(REAL).scanner).toBeUndefined();
    expect(scannerOf('tcp://scan:3310')).toEqual({
      address: { host: 'scan', port: 3310 },
      isRequired: true,
    });
    expect(scannerOf('unix:/run/clamd.ctl', { CLAMD_REQUIRED: '0' })).toEqual({
      address: { path: '/run/clamd.ctl' },
      isRequired: false,
    });
    for (const wrong of ['scan:3310', 'tcp://scan', 'tcp://scan:99999', 'unix:run'])
      expect(problemsOf({ ...REAL, CLAMD_ADDRESS: wrong })).toContain('CLAMD_ADDRESS');
  });

  it('without a database says what an address of one looks like', () => {
    const { DATABASE_URL: _, ...without } = REAL;
    expect(problemsOf(without)).toContain('postgres://academie:secret@localhost/academie');
  });
});
