import { newId } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';
import { crawl, type Page } from '../support/crawl';
import { addActivity } from '../support/demo-activity';
import { formsOf } from '../support/forms-of';
import { matcher, routesOf } from '../support/routes';
import { NAMES_OWNERS, OPEN_TO_ROLE, SCOPED_ROLES, type ScopedRole } from './access-rules';

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

/**
 * Somebody of the demo goes through all pages; somebody else with the same role, but of another municipality, theme or
 * offering, then asks for the same pages and sends the same forms.
 */
describe('who has a role elsewhere', () => {
  const academie = startAcademie({ seed: 'demo' });
  let also: string[];

  beforeAll(async () => {
    also = await addActivity(academie);
  }, 120_000);

  it.each(SCOPED_ROLES)(
    'as a %s is refused what is of others, and reads no names',
    async (role) => {
      const inside = await academie.account(role === 'theme_lead' ? 'themeLead' : role);
      const outside = await outsider(role);
      const names = await namesOfOthers();
      const open = new Set(OPEN_TO_ROLE[role]);
      const pages = (await crawl(inside, routesOf(academie), { also })).filter(isOfSomething);
      const found = new Set<string>();
      for (const page of pages) {
        const route = `get ${page.route}`;
        const { status, text } = await outside.ask(page.path);
        if (!isRefusal(status) && !open.has(route)) found.add(`${route}: ${status}`);
        if (names.some((name) => text.includes(name)) && !NAMES_OWNERS.includes(route))
          found.add(`${route} shows a name`);
      }
      for (const { route, action, body } of formsOn(pages)) {
        const { status } = await outside.ask(action, { method: 'post', type: 'form', body });
        if (!isRefusal(status) && !open.has(route)) found.add(`${route}: ${status}`);
      }

      expect([...found]).toEqual([]);
      expect(pages.length).toBeGreaterThan(20);
    },
    300_000,
  );

  it('may use the routes that are named here, all of which there are', () => {
    const known = new Set(routesOf(academie).map(({ method, path }) => `${method} ${path}`));

    expect(
      Object.values(OPEN_TO_ROLE)
        .flat()
        .filter((route) => !known.has(route)),
    ).toEqual([]);
  });

  /** As the one of the demo, elsewhere. */
  async function outsider(role: ScopedRole): Promise<Visitor> {
    const { given } = academie;
    if (role === 'participant') return academie.as(await given.person());
    return academie.as(await given.holder(role, role === 'trainer' ? undefined : newId()));
  }

  async function namesOfOthers(): Promise<string[]> {
    const people = await academie.database.rows<{ name: string }>(
      `SELECT given_name || ' ' || family_name AS name FROM people.person WHERE family_name <> 'de Tester'`,
    );
    return people.map(({ name }) => name);
  }

  /** One form for each route that changes something of somebody. */
  function formsOn(pages: Page[]): { route: string; action: string; body: string }[] {
    const routeOf = matcher(routesOf(academie));
    const forms = pages
      .flatMap(({ html }) => formsOf(html))
      .filter(({ action }) => UUID.test(action))
      .map(({ action, fields }) => ({
        route: `post ${routeOf(action, 'post')}`,
        action,
        body: new URLSearchParams([...fields]).toString(),
      }));
    return [...new Map(forms.map((form) => [form.route, form])).values()];
  }
});

const isRefusal = (status: number): boolean => status === 403 || status === 404;

const isOfSomething = ({ path, status }: Page): boolean => status === 200 && UUID.test(path);
