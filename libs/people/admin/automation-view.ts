import {
  aboutText,
  eventText,
  type JobRun,
  type Overview,
  type PageView,
  scheduleText,
  t,
} from '@academie/platform';

/** The page of what the academie does by itself; `runs` are the last runs of jobs, by name. */
export const automationView = (
  overview: Overview,
  runs: ReadonlyMap<string, JobRun>,
): PageView => ({
  title: t('people.menu.automation.label'),
  crumbs: [
    { href: '/beheer', label: t('people.menu.admin.label') },
    { label: t('people.menu.automation.label') },
  ],
  failed: jobsOf(overview, runs).filter(({ run }) => run && !run.isDone),
  jobs: byLib(jobsOf(overview, runs)).map(({ title, of }) => ({
    title,
    jobs: of,
    note: t('people.automation.tasks', { count: of.length }),
  })),
  libs: [...new Set(overview.events.map(({ lib }) => lib))].map((lib) => {
    const events = overview.events.filter((event) => event.lib === lib);
    const heard = events.filter(({ consumers }) => consumers.length > 0);
    const said = t('people.automation.events', { count: events.length });
    return {
      title: t(`${lib}.lib`),
      note:
        heard.length > 0
          ? t('people.automation.followed', { events: said, count: heard.length })
          : said,
      heard: heard.map((event) => ({
        name: event.name,
        about: eventText(event),
        consumers: event.consumers.map(({ name }) => aboutText('consumer', name)),
      })),
      unheard: events.filter(({ consumers }) => consumers.length === 0).map((e) => eventText(e)),
    };
  }),
  seedNote: t('people.automation.sets', { count: overview.seeds.length }),
  commandNote: t('people.automation.commands', { count: overview.commands.length }),
  seeds: overview.seeds.map(({ name, demoOnly }) => ({
    about: aboutText('seed', name),
    demoOnly,
  })),
  commands: overview.commands.map(({ name, text }) => ({ name, about: t(text) })),
});

interface JobLine {
  name: string;
  about: string;
  when: string;
  run?: JobRun;
}

const jobsOf = (overview: Overview, runs: ReadonlyMap<string, JobRun>): JobLine[] =>
  overview.jobs.map(({ name, cron }) => ({
    name,
    about: aboutText('job', name),
    when: scheduleText(cron, 'nl'),
    run: runs.get(name),
  }));

/** The first word of a job says whose it is. */
function byLib(jobs: readonly JobLine[]): { title: string; of: JobLine[] }[] {
  const libOf = ({ name }: JobLine): string => name.slice(0, name.indexOf('.'));
  return [...new Set(jobs.map(libOf))].map((lib) => ({
    title: t(`${lib}.lib`),
    of: jobs.filter((job) => libOf(job) === lib),
  }));
}
