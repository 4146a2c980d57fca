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

/** What carries decorators: the class of a host, or one of its methods. */
interface Decorated {
  host: Host;
  method?: string;
}

/**
 * Finds what the libs declare with decorators: jobs, journal consumers, seeds, menu entries and so on.
 * Every provider and controller exists before the first onModuleInit, so a registry may ask from then on.
 * The answer is in the order of the modules, as they are imported: libs from left to right, the folders
 * of a lib from top to bottom, and inside a module in the order of its providers, then its controllers.
 */
@Injectable()
export class Declarations {
  private known: { classes: ByMark; methods: ByMark } | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** All methods that carry this decorator. */
  methods<Options, Method extends (...args: never[]) => unknown>({
    mark,
  }: MethodDeclaration<Options, Method>): Declared<Options, Method>[] {
    return this.carrying(this.index.methods, mark).map(({ options, host, method = '' }) => {
      const instance = host.instance as Record<string, Method>;
      const thing = (instance[method] as Method).bind(instance) as Method;
      return { options, thing, where: `${host.name}.${method}` };
    });
  }

  /** The objects of all classes that carry this decorator. */
  classes<Options, Thing extends object>({
    mark,
  }: ClassDeclaration<Options, Thing>): Declared<Options, Thing>[] {
    return this.carrying(this.index.classes, mark).map(({ options, host }) => ({
      options,
      thing: host.instance as Thing,
      where: host.name as string,
    }));
  }

  private carrying<Options>(
    found: ByMark,
    mark: DiscoverableDecorator<Options[]>,
  ): (Decorated & { options: Options })[] {
    return (found.get(mark.KEY) ?? []).flatMap(({ host, method }) =>
      (this.discovery.getMetadataByDecorator(mark, host, method) ?? []).map((options) => ({
        ...{ options, host },
        ...(method !== undefined && { method }),
      })),
    );
  }

  /** Made once: some twenty registries ask, and asking each of two thousand methods again is slow. */
  private get index(): { classes: ByMark; methods: ByMark } {
    if (!this.known) {
      this.known = { classes: new Map(), methods: new Map() };
      for (const host of this.hosts()) {
        addMarks(this.known.classes, (host.instance as object).constructor, { host });
        const prototype = Object.getPrototypeOf(host.instance) as object;
        for (const method of this.scanner.getAllMethodNames(prototype))
          addMarks(this.known.methods, Reflect.get(prototype, method) as object, { host, method });
      }
    }
    return this.known;
  }

  // A value or what a factory makes is not a class of ours: nothing is declared on it.
  private hosts(): Host[] {
    return [...this.discovery.getProviders(), ...this.discovery.getControllers()].filter(
      ({ metatype, instance, inject }) =>
        typeof metatype === 'function' && !inject && instance instanceof metatype,
    );
  }
}

/** What carries a decorator, by the key of the decorator. */
type ByMark = Map<unknown, Decorated[]>;

function addMarks(found: ByMark, target: object, decorated: Decorated): void {
  for (const mark of Reflect.getMetadataKeys(target)) {
    const before = found.get(mark);
    if (before) before.push(decorated);
    else found.set(mark, [decorated]);
  }
}
