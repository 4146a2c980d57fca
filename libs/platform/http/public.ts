import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'academie:public';

/** A route for everybody, signed in or not. Every other route says who may with `@Allow` of people. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);
