import { randomBytes } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Config, networkOf } from '@academie/platform';

import { deviceName } from '../access/device-name';

/** Cookie that tells a browser in which somebody signed in before from all others, also after signing out. */
const COOKIE = 'toestel';
const KEPT_SECONDS = 90 * 24 * 3600;

/** A browser, as it says who it is. */
export interface KnownDevice {
  /** Browser and system. */
  name: string;
  /** What it is known by; new when it has none yet. */
  secret: string;
}

/** The browser that asks. */
export const deviceOf = (request: FastifyRequest): KnownDevice => ({
  name: deviceName(request.headers['user-agent']),
  secret: request.cookies[COOKIE] ?? randomBytes(32).toString('base64url'),
});

/** Where a try to sign in comes from. */
export const callerOf = (
  request: FastifyRequest,
): { network: string; device: string; deviceName: string } => {
  const { name, secret } = deviceOf(request);
  return { network: networkOf(request), device: secret, deviceName: name };
};

/** Has the browser say who it is when it signs in again. */
export function rememberDevice(reply: FastifyReply, config: Config, secret: string): void {
  void reply.setCookie(COOKIE, secret, {
    path: '/inloggen',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    maxAge: KEPT_SECONDS,
  });
}
