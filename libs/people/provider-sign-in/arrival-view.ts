import { signInPath } from '../provider/provider-view';

/** Where somebody is who came back from a service, but is not signed in yet. */
export const ARRIVAL = '/inloggen/aangekomen';

/** The services that the own account is linked with. */
export const LINKS = '/account/inlogdiensten';

/** Where an address is asked, to find the service of its organisation. */
export const ASK = '/inloggen/organisatie';

/** Where signing in with a service begins, with the page somebody came for. */
export const hrefOf = (slug: string, next: string): string =>
  next === '/' ? signInPath(slug) : `${signInPath(slug)}?naar=${encodeURIComponent(next)}`;
