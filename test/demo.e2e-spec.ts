import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@academie/people';
import { Commands, Seeds } from '@academie/platform';

import { startAcademie } from './academie';

describe('the demo', () => {
  const academie = startAcademie({ seed: 'demo' });
  const count = async (from: string): Promise<number> => {
    const row = await academie.database.first<{ count: string }>(`SELECT count(*) FROM ${from}`);
    return Number(row?.count);
  };
  const output = async (name: string, ...args: string[]): Promise<string> => {
    const lines: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    });
    try {
      await academie.app.get(Commands).get(name)!.run(args);
    } finally {
      write.mockRestore();
    }
    return lines.join('');
  };

  it.each(DEMO_ACCOUNTS)('lets the $label sign in', async ({ email }) => {
    await academie.stranger
      .post('/inloggen')
      .type('form')
      .send({ email, password: DEMO_PASSWORD, next: '/' })
      .expect(303);
  });

  it('knows the 32 municipalities, and the three that went into another', async () => {
    const municipality = `people.organisation WHERE kind = 'municipality'`;
    expect(await count(`${municipality} AND valid_to IS NULL`)).toBe(32);
    expect(await count(`${municipality} AND valid_to = '2022-01-01'`)).toBe(3);
    expect(await count(`${municipality} AND (valid_to IS NULL) = (successor_id IS NULL)`)).toBe(35);
  });

  it('writes to nobody outside', async () => {
    expect(await count(`people.email_address WHERE address NOT LIKE '%.example'`)).toBe(0);
  });

  it('is loaded once', async () => {
    const progress: string[] = [];

    await academie.app.get(Seeds).run((line) => progress.push(line));

    expect(progress).toEqual([]);
  });

  it('hands out a token for every role', async () => {
    const tokens = JSON.parse(await output('demo:tokens')) as Record<
      string,
      { email: string; password: string; token: string }
    >;

    expect(Object.keys(tokens)).toEqual([
      'participant',
      'coordinator',
      'trainer',
      'themeLead',
      'administrator',
    ]);
    expect(tokens.trainer).toEqual({
      email: 'trainer@academie.example',
      password: DEMO_PASSWORD,
      token: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('makes more participants on request, spread over the municipalities', async () => {
    const made = JSON.parse(await output('demo:people', '64')) as { id: string; email: string }[];

    expect(made).toHaveLength(64);
    expect(new Set(made.map(({ email }) => email.split('@')[1])).size).toBe(32);
  });

  it.each(['', '0', 'veel', '1.5'])('does not make "%s" participants', async (given) => {
    await expect(output('demo:people', given)).rejects.toThrow('Usage');
  });
});

describe('outside the demo', () => {
  const academie = startAcademie({ seed: 'reference' });

  it.each(['demo:tokens', 'demo:people'])('%s refuses', async (name) => {
    const command = academie.app.get(Commands).get(name)!;

    await expect(command.run(['1'])).rejects.toThrow('demo mode only');
  });

  it('there are municipalities, but no people', async () => {
    expect(await academie.database.rows('SELECT 1 FROM people.person')).toEqual([]);
  });
});
