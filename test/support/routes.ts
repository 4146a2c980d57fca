import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

import { ALLOW, type Role } from '@academie/people';
import { PUBLIC } from '@academie/platform';

import type { Academie } from './academie';

export interface Route {
  /** E.g. `CataloguePages.show`. */
  name: string;
  method: Lowercase<keyof typeof RequestMethod>;
  /** E.g. `/aanbod/:slug`. */
  path: string;
  isPublic: boolean;
  roles: Role[] | undefined;
}

/** Every route of the application, as its controllers declare them. */
export function routesOf(academie: Academie): Route[] {
  return [...academie.app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) => {
      const controller = metatype as (new () => object) | null;
      return controller ? routesOfController(controller) : [];
    }),
  );
}

function routesOfController(controller: new () => object): Route[] {
  const read = <T>(key: string, ...targets: object[]): T | undefined =>
    targets.map((target) => Reflect.getMetadata(key, target) as T | undefined).find(Boolean);
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    const handler = (controller.prototype as Record<string, object>)[name]!;
    const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const prefixes = [read<string | string[]>('path', controller) ?? ''].flat();
    const paths = [read<string | string[]>('path', handler) ?? ''].flat();
    return prefixes.flatMap((prefix) =>
      paths.map((path) => ({
        name: `${controller.name}.${name}`,
        method: RequestMethod[method].toLowerCase() as Route['method'],
        path: `/${prefix}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
        isPublic: read<boolean>(PUBLIC, handler, controller) === true && !read(ALLOW, handler),
        roles: read<Role[]>(ALLOW, handler, controller),
      })),
    );
  });
}

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
const parts = ({ path }: Route): string[] => path.split(':');
const fixed = ({ path }: Route): string => path.replace(/:\w+/g, '');

/** Tells which route answers an address; of one that no route has, the address with `*` for each id. */
export function matcher(routes: Route[]): (path: string, method?: Route['method']) => string {
  const patterns = routes
    // As the router does: the longer the fixed part of an address, the earlier it is tried.
    .sort((a, b) => parts(a).length - parts(b).length || fixed(b).length - fixed(a).length)
    .map(({ path, method }) => ({
      ...{ path, method },
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}/?$`),
    }));
  return (path, method = 'get') => {
    const [plain = ''] = path.split('?', 1);
    const found = patterns.find((one) => one.method === method && one.pattern.test(plain));
    return found?.path ?? plain.replace(UUID, '*');
  };
}
