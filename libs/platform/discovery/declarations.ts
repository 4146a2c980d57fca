import { Injectable } from '@nestjs/common';
import { type DiscoverableDecorator, DiscoveryService, MetadataScanner } from '@nestjs/core';

import type { ClassDeclaration, MethodDeclaration } from './declaration';

/** What a decorator says of one thing, and the thing. */
export interface Declared<Options, Thing> {
  options: Options;
  /** A method bound to its object, or the object of a class. */
  thing: Thing;
  /** Where it stands in the code: `BlockService.releaseDue`, or `Interests`. */
  where: string;
}

type Host = ReturnType<DiscoveryService['getProviders']>[number];

/**
 * Finds what the libs declare with decorators: jobs, journal consumers, seeds, menu entries and so on.
 * Every provider and controller exists before the first onModuleInit, so a registry may ask from then on.
 * The answer is in the order of the modules, as they are imported: libs from left to right, the folders
 * of a lib from top to bottom, and inside a module in the order of its providers, then its controllers.
 */
@Injectable()
export class Declarations {
  private knownHosts: Host[] | undefined;
  private knownMethods: { host: Host; name: string }[] | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** All methods that carry this decorator. */
  methods<Options, Method extends (...args: never[]) => unknown>({
    mark,
  }: MethodDeclaration<Options, Method>): Declared<Options, Method>[] {
    return this.decorated.flatMap(({ host, name }) =>
      this.optionsOf(mark, host, name).map((options) => {
        const instance = host.instance as Record<string, Method>;
        const thing = (instance[name] as Method).bind(instance) as Method;
        return { options, thing, where: `${host.name}.${name}` };
      }),
    );
  }

  /** The objects of all classes that carry this decorator. */
  classes<Options, Thing extends object>({
    mark,
  }: ClassDeclaration<Options, Thing>): Declared<Options, Thing>[] {
    return this.hosts.flatMap((host) =>
      this.optionsOf(mark, host).map((options) => ({
        options,
        thing: host.instance as Thing,
        where: host.name as string,
      })),
    );
  }

  private optionsOf<Options>(
    mark: DiscoverableDecorator<Options[]>,
    host: Host,
    method?: string,
  ): Options[] {
    return this.discovery.getMetadataByDecorator(mark, host, method) ?? [];
  }

  // A value or what a factory makes is not a class of ours: nothing is declared on it.
  private get hosts(): Host[] {
    return (this.knownHosts ??= [
      ...this.discovery.getProviders(),
      ...this.discovery.getControllers(),
    ].filter(
      ({ metatype, instance, inject }) =>
        typeof metatype === 'function' && !inject && instance instanceof metatype,
    ));
  }

  /** Methods with any decorator: a tenth of all. Ten registries ask, and asking each method is slow. */
  private get decorated(): { host: Host; name: string }[] {
    return (this.knownMethods ??= this.hosts.flatMap((host) => {
      const prototype = Object.getPrototypeOf(host.instance) as object;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter(
          (name) => Reflect.getMetadataKeys(Reflect.get(prototype, name) as object).length > 0,
        )
        .map((name) => ({ host, name }));
    }));
  }
}
