import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import {
  Clock,
  type Config,
  Installation,
  onceFor,
  type PageContext,
  readAssets,
  takeFlash,
  yearOf,
} from '@academie/platform';

import type { Actor } from './actor';
import { Navigation } from './navigation';

/** What the layout shows around every page: who is signed in, the menu, the last message. */
export function pageContextFor(app: NestFastifyApplication, config: Config): PageContext {
  const navigation = app.get(Navigation);
  const assets = readAssets();
  const installation = app.get(Installation);
  const year = yearOfTheHour(app.get(Clock));
  // The same objects each time: by them it is told whose frame is kept.
  const readerOf = onceFor((actor: Actor) => ({
    actor: view(actor),
    accountLinks: navigation.account(actor),
  }));
  const stranger = { actor: undefined, accountLinks: navigation.account(undefined) };
  // Read anew, the texts are another object.
  const academieOf = onceFor((_texts: object) => academieView(installation));
  return (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const { actor, accountLinks } = request.actor ? readerOf(request.actor) : stranger;
    return {
      actor,
      accountLinks,
      csrf: request.csrfToken ?? '',
      nav: navigation.for(request.actor ?? undefined, path),
      flash: takeFlash(request, reply),
      demo: config.demo,
      academie: academieOf(installation.current),
      assets,
      lang: 'nl',
      year: year(),
    };
  };
}

/** How the installation is called: the mark shows the last word of the name in another colour. */
function academieView({ current, logoVersion }: Installation): object {
  const words = current.name.split(' ');
  const unit = words.length > 1 ? words.pop() : '';
  return {
    name: current.name,
    mark: { name: words.join(' '), unit },
    owner: current.owner,
    slogan: current.slogan,
    logo: logoVersion && `/logo/${logoVersion}`,
  };
}

/** The year in Amsterdam, worked out once an hour: it turns on a whole hour, and a time zone costs more than a page. */
function yearOfTheHour(clock: Clock): () => number {
  let hour: number | undefined;
  let year = 0;
  return () => {
    const now = clock.now();
    const thisHour = Math.floor(now.getTime() / 3_600_000);
    if (thisHour !== hour) {
      hour = thisHour;
      year = yearOf(now);
    }
    return year;
  };
}

const view = (actor: Actor): object => ({
  id: actor.id,
  name: actor.name,
  organisation: actor.organisationName,
  initials: actor.name
    .split(' ')
    .flatMap((part) => part.slice(0, 1))
    .filter((letter) => letter === letter.toUpperCase())
    .slice(0, 2)
    .join(''),
  roles: actor.roles,
  hasWork: actor.roles.length > 1,
  isParticipant: true,
  isCoordinator: actor.is('coordinator'),
  isTrainer: actor.is('trainer'),
  isThemeLead: actor.is('theme_lead'),
  isAdministrator: actor.is('administrator'),
  isAuditor: actor.is('auditor'),
});
