import { type DiscoverableDecorator, DiscoveryService } from '@nestjs/core';

/** A decorator that the compiler refuses on a method of another type. */
export type DecoratorFor<Method> = <M extends Method>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** A decorator for methods of one type; `Declarations.methods` finds what carries it. */
export interface MethodDeclaration<Options, Method extends (...args: never[]) => unknown> {
  (options: Options): DecoratorFor<Method>;
  readonly mark: DiscoverableDecorator<Options[]>;
}

/** A decorator for classes whose objects are such a thing; `Declarations.classes` finds what carries it. */
export interface ClassDeclaration<Options, Thing extends object> {
  (options: Options): (target: new (...args: never[]) => Thing) => void;
  readonly mark: DiscoverableDecorator<Options[]>;
}

/** Makes a decorator for methods. */
export function declareMethod<
  Options,
  Method extends (...args: never[]) => unknown,
>(): MethodDeclaration<Options, Method> {
  const mark = DiscoveryService.createDecorator<Options[]>();
  const declaration =
    (options: Options) =>
    <M extends Method>(
      target: object,
      name: string,
      descriptor: TypedPropertyDescriptor<M>,
    ): void => {
      const before = optionsOn(mark, descriptor.value);
      mark([options, ...before])(target, name, descriptor);
    };
  return Object.assign(declaration, { mark });
}

/** Makes a decorator for classes. It may stand on a class several times: each says one thing more. */
export function declareClass<Options, Thing extends object>(): ClassDeclaration<Options, Thing> {
  const mark = DiscoveryService.createDecorator<Options[]>();
  const declaration =
    (options: Options) =>
    (target: new (...args: never[]) => Thing): void => {
      mark([options, ...optionsOn(mark, target)])(target);
    };
  return Object.assign(declaration, { mark });
}

// Decorators run from the last line to the first; the list is in the order in which they are read.
const optionsOn = <Options>(mark: DiscoverableDecorator<Options[]>, target: unknown): Options[] =>
  (Reflect.getOwnMetadata(mark.KEY, target as object) as Options[] | undefined) ?? [];
