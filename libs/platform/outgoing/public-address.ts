import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import ipaddr from 'ipaddr.js';

/** Where a request may not go: inside our own network somebody else's form has nothing to ask. */
export class AddressNotPublic extends Error {
  constructor(readonly host: string) {
    super(`${host} is not an address of the internet`);
  }
}

/** Whether the address (IPv4 or IPv6) is one that the whole internet can reach. */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';

/**
 * Looks a name up as the system does, and refuses when any of its addresses is private. It is asked by the
 * connection itself, so that a name cannot mean something else a moment later.
 */
export const lookUpPublic: LookupFunction = (hostname, options, done) => {
  systemLookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return done(error, '', 0);
    const [first] = found;
    if (!first) return done(new AddressNotPublic(hostname), '', 0);
    if (!found.every(({ address }) => isPublicAddress(address)))
      return done(new AddressNotPublic(hostname), '', 0);
    if (options.all) return done(null, found);
    done(null, first.address, first.family);
  });
};

/** A host that is an address itself is never looked up. @throws AddressNotPublic */
export function refusePrivateHost({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isPublicAddress(host)) throw new AddressNotPublic(host);
}
