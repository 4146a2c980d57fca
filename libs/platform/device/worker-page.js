import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

/** A bar of signal that never answers is no connection. */
const PATIENCE_SECONDS = 6;
/** What a proxy answers when the academie itself is away. */
const AWAY = new Set([502, 503, 504]);

/**
 * A worker keeps these files, and answers with `page` when an address of `allowlist` gets no answer in time. Nothing
 * of anybody comes in here: only the looks of a page, and a page without anybody on it. `tag` is what the browser says
 * when there is a connection again, also when no page is open; `send` then sends what waits.
 */
export function standIn({ precache, page, allowlist, tag, send }) {
  precacheAndRoute(precache);
  cleanupOutdatedCaches();
  const pages = new NetworkOnly({
    networkTimeoutSeconds: PATIENCE_SECONDS,
    plugins: [
      {
        fetchDidSucceed: async ({ response }) => {
          if (AWAY.has(response.status)) throw new Error('the academie is away');
          return response;
        },
        handlerDidError: () => matchPrecache(page),
      },
    ],
  });
  registerRoute(new NavigationRoute(pages, { allowlist }));
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('sync', (event) => {
    if (event.tag !== tag) return;
    event.waitUntil(
      send().then((outcome) => {
        if (outcome === 'later') throw new Error('not yet');
      }),
    );
  });
}
