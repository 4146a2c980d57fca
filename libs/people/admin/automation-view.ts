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
  jobs: overview.jobs.map(({ name, cron }) => ({
    name,
    about: aboutText('job', name),
    when: scheduleText(cron, 'nl'),
    run: runs.get(name),
  })),
  libs: [...new Set(overview.events.map(({ lib }) => lib))].map((lib) => {
    const events = overview.events.filter((event) => event.lib === lib);
    return {
      title: t(`${lib}.lib`),
      heard: events
        .filter(({ consumers }) => consumers.length > 0)
        .map((event) => ({
          name: event.name,
          about: eventText(event),
          consumers: event.consumers.map(({ name }) => aboutText('consumer', name)),
        })),
      unheard: events.filter(({ consumers }) => consumers.length === 0).map((e) => eventText(e)),
    };
  }),
  seeds: overview.seeds.map(({ name, demoOnly }) => ({
    about: aboutText('seed', name),
    demoOnly,
  })),
  commands: overview.commands.map(({ name, text }) => ({ name, about: t(text) })),
});
