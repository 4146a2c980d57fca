import fs from 'node:fs';
import path from 'node:path';

import {
  aboutText,
  hasText,
  helpText,
  Jobs,
  JobRunsQueries,
  Overview,
  Retention,
  ROOT,
} from '@academie/platform';

import { startAcademie } from '../support/academie';

describe('what the academie does by itself', () => {
  const academie = startAcademie({ own: true });
  const overview = () => academie.app.get(Overview);

  it('is told in Dutch and in English, each job, event, listener, seed and command of it', () => {
    const { jobs, events, consumers, seeds, commands } = overview();
    const keys = [
      ...jobs.map(({ name }) => name.replace('.', '.job.')),
      ...consumers.map(({ name }) => name.replace('.', '.consumer.')),
      ...seeds.map(({ name }) => name.replace('.', '.seed.')),
      ...events.map(({ lib, name }) => `${lib}.event.${name}`),
      ...events.map(({ lib }) => `${lib}.lib`),
      ...commands.map(({ text }) => text),
    ];

    expect(Math.min(jobs.length, events.length, consumers.length, seeds.length)).toBeGreaterThan(5);
    expect(keys.filter((key) => !hasText(key, 'nl') || !hasText(key, 'en'))).toEqual([]);
  });

  it('says in both languages what it keeps for a time', async () => {
    const kinds = await academie.app.get(Retention).all();
    const keys = kinds.flatMap(({ kind }) =>
      ['label', 'about'].map((what) => `${kind.replace('.', '.kept.')}.${what}`),
    );

    expect(kinds.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !hasText(key, 'nl') || !hasText(key, 'en'))).toEqual([]);
  });

  it('is what the help of the command line lists', () => {
    const help = helpText(overview());

    for (const name of [
      'plan:load',
      'enrolment.release-seats',
      'person.merged',
      'people.directory',
    ])
      expect(help).toContain(`\n  ${name} `);
    expect(help).toMatch(/offering\.held +catalogue +An offering was given\. +targets\.ledger\n/);
  });

  it('is shown to an administrator, with the last run of a job', async () => {
    const page = academie.as(await academie.given.holder('administrator'));
    const before = await page.get('/beheer/vanzelf').expect(200);
    await academie.app.get(Jobs).start();
    await academie.app.get(Jobs).soon('enrolment.release-seats');
    while (!(await academie.app.get(JobRunsQueries).last()).has('enrolment.release-seats'))
      await new Promise((resolve) => setTimeout(resolve, 100));

    const after = await page.get('/beheer/vanzelf').expect(200);

    expect(before.text).toContain(aboutText('job', 'enrolment.release-seats'));
    expect(before.text).toContain('Elke 5 minuten');
    expect(before.text).toContain(aboutText('consumer', 'targets.ledger'));
    const unknown = (text: string): number => text.split('niet bekend').length;
    expect(unknown(after.text)).toBeLessThan(unknown(before.text));
    expect(after.text).not.toContain('Mislukt');
  });

  it('writes each event in the lib that declares it', () => {
    const { events } = overview();
    const written = sources('libs').flatMap((file) => {
      const [, lib = ''] = file.split('/');
      const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
      return [...text.matchAll(/(?:action: |entry\(by, )'([a-z]+\.[a-z-]+)'/g)].map(([, name]) => ({
        lib,
        name: name!,
      }));
    });
    const astray = written.filter(({ lib, name }) =>
      events.some((event) => event.name === name && event.lib !== lib),
    );

    expect(written.length).toBeGreaterThan(50);
    expect(astray).toEqual([]);
  });

  it('declares no event that nothing writes', () => {
    const textOf = (lib: string): string =>
      sources(`libs/${lib}`)
        .filter((file) => !file.endsWith('.events.ts'))
        .map((file) => fs.readFileSync(path.join(ROOT, file), 'utf8'))
        .join('\n');
    const texts = new Map(overview().events.map(({ lib }) => [lib, textOf(lib)]));

    expect(
      overview().events.filter(({ lib, name }) => !texts.get(lib)?.includes(`'${name}'`)),
    ).toEqual([]);
  });
});

function sources(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(file);
    return file.endsWith('.ts') && !/\.spec\.ts$|\/demo\//.test(file) ? [file] : [];
  });
}
