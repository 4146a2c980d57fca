import fs from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { ImportQueries } from '@academie/acts';
import { Commands } from '@academie/platform';

import { givenLists, listLine, listOf, sendList } from '../acts/given-import';
import { startAcademie } from '../support/academie';

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');

interface Alert {
  alert: string;
  expr: string;
  annotations: { summary: string; runbook: string };
}
interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
}

/** The address of a heading, as GitHub and others make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-');

describe('who runs the academie', () => {
  const academie = startAcademie();
  const alerts = (
    parse(read('deploy/monitoring/alerts.yaml')) as { groups: { rules: Alert[] }[] }
  ).groups.flatMap(({ rules }) => rules);
  const { panels } = JSON.parse(read('deploy/monitoring/dashboard.json')) as Dashboard;

  it('is shown and warned by figures that there are', async () => {
    await academie.stranger.get('/aanbod').expect(200);
    const { text } = await academie.stranger.get('/metrics').expect(200);
    const known = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!));
    const expressions = [
      ...alerts.map(({ expr }) => expr),
      ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ];
    const asked = expressions
      .flatMap((expr) => expr.match(/\b(academie|nodejs|process)_\w+/g) ?? [])
      .map((name) => name.replace(/_(count|sum|bucket)$/, ''));

    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('finds what to do at each alert', () => {
    const headings = [...read('docs/runbooks.md').matchAll(/^## (.+)$/gm)].map(([, text]) =>
      anchorOf(text!),
    );

    expect(headings.length).toBeGreaterThanOrEqual(10);
    for (const { alert, annotations } of alerts) {
      const [page, anchor] = annotations.runbook.split('#');
      expect([alert, page, headings.includes(anchor ?? '')]).toEqual([
        alert,
        'docs/runbooks.md',
        true,
      ]);
    }
  });

  it('sees which lists wait for a yes, and how far work after events lags', async () => {
    const { lead, course } = await givenLists(academie);
    const { body } = await sendList(academie.as(lead), course, listOf([listLine(1)]), {
      dryRun: 'true',
    }).expect(201);
    const { text } = await academie.stranger.get('/metrics').expect(200);

    expect((body as { state: string }).state).toBe('tried');
    expect(text).toContain('academie_imports{state="validated"} 1');
    expect(await academie.app.get(ImportQueries).waiting()).toBe(1);
    expect(text).toMatch(/academie_journal_lag_seconds\{lib="targets"\} 0/);
  });

  it('may have a job done at once, by its name', async () => {
    const { run } = academie.app.get(Commands).get('job:run')!;

    await run(['platform.seal-chains']);
    await expect(run(['platform.nothing'])).rejects.toThrow('there is no job platform.nothing');
  });
});
