import { t } from '../pages/i18n';
import { aboutText, eventText, type Overview } from './overview';
import { scheduleText } from './schedule-text';

/** A table of the overview. */
export interface Section {
  heading: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What `academie --help` prints: the commands first, then all that the academie does by itself. */
export function helpText(overview: Overview): string {
  const sections = overviewSections(overview).map(({ heading, rows }) => {
    const widths = (rows[0] ?? []).map((_, column) =>
      Math.max(...rows.map((row) => row[column]?.length ?? 0)),
    );
    const lines = rows.map((row) =>
      `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
    );
    return `${heading}\n${lines.join('\n')}`;
  });
  const processes = t('platform.processes', {}, 'en');
  return ['Usage: npm run academie -- <command>', processes, ...sections].join('\n\n');
}

/** All that the academie does by itself, as English tables: for the help and for docs/automation.md. */
export function overviewSections(overview: Overview): Section[] {
  return [
    {
      heading: 'Commands',
      columns: ['Command', 'What it does', 'Where'],
      rows: overview.commands.map(({ name, text, where }) => [name, t(text, {}, 'en'), where]),
    },
    {
      heading: 'Jobs, in Amsterdam time',
      columns: ['Job', 'When', 'What it does', 'Where'],
      rows: overview.jobs.map(({ name, cron, where }) => [
        name,
        scheduleText(cron, 'en'),
        aboutText('job', name, 'en'),
        where,
      ]),
    },
    {
      heading: 'Events of the journal',
      columns: ['Event', 'Written by', 'What happened', 'Who listens'],
      rows: overview.events.map((event) => [
        event.name,
        event.lib,
        eventText(event, 'en'),
        event.consumers.map(({ name }) => name).join(', ') || '-',
      ]),
    },
    {
      heading: 'Listeners of the journal',
      columns: ['Listener', 'What it does', 'Where'],
      rows: overview.consumers.map(({ name, where }) => [
        name,
        aboutText('consumer', name, 'en'),
        where,
      ]),
    },
    {
      heading: 'Data that is loaded at start',
      columns: ['Seed', 'What', 'When', 'Where'],
      rows: overview.seeds.map(({ name, demoOnly, where }) => [
        name,
        aboutText('seed', name, 'en'),
        demoOnly ? 'demo only' : 'always',
        where,
      ]),
    },
  ];
}
