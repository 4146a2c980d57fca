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
