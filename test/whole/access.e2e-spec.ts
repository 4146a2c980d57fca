import type { Role } from '@academie/people';
import { newId } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';
import { type Route, routesOf } from '../support/routes';

const GRANTED = ['coordinator', 'trainer', 'theme_lead', 'administrator', 'auditor'] as const;

describe('who may do what', () => {
  const academie = startAcademie();
  const routes = () => routesOf(academie);

  it('is stated on every route', () => {
    const silent = routes().filter(({ isPublic, roles }) => !isPublic && !roles?.length);

    expect(routes().length).toBeGreaterThan(3);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('keeps strangers out of every route that is not public', async () => {
    const wrong: string[] = [];
    for (const route of closed(routes())) {
      const { status, headers } = await ask(academie.stranger, route);
      const sentToSignIn = status === 303 && headers.location?.startsWith('/inloggen');
      if (status !== 401 && !sentToSignIn) wrong.push(`${route.name}: ${status}`);
    }

    expect(wrong).toEqual([]);
  });

  it.each(['participant', ...GRANTED] as Role[])(
    'keeps a %s out of what is for others',
    async (role) => {
      const person = await academie.given.person();
      const scope = ['coordinator', 'theme_lead'].includes(role) ? newId() : undefined;
      if (role !== 'participant') await academie.given.role(person.id, role, scope);
      const wrong: string[] = [];
      for (const route of closed(routes())) {
        if (route.roles?.some((allowed) => allowed === role || allowed === 'participant')) continue;
        const { status } = await ask(academie.as(person), route);
        if (status !== 403) wrong.push(`${route.name}: ${status}`);
      }

      expect(wrong).toEqual([]);
    },
  );
});

const closed = (routes: Route[]): Route[] => routes.filter(({ isPublic }) => !isPublic);

function ask(visitor: Visitor, { method, path }: Route) {
  return visitor[method as Exclude<keyof Visitor, 'ask'>](path.replace(/:\w+/g, newId()));
}
