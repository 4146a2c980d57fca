import { RouteConfig } from '@nestjs/platform-fastify';

/**
 * What the route reads comes from the replica where there is one that has everything (`Replica`): for reports, which ask
 * much and are asked seldom. Put it below other decorators that configure the route.
 */
export const FromReplica = (): MethodDecorator => RouteConfig({ fromReplica: true });
