/* The worker behind the pages of trainers: opens a register where there is no connection. */
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

import { sendWaiting } from './device-sync.js';

const PAGE = '/lesgeven/zonder-verbinding';
/** A bar of signal that never answers is no connection. */
const PATIENCE_SECONDS = 6;
/** What a proxy answers when the academie itself is away. */
const AWAY = new Set([502, 503, 504]);

// Names never come in here: only the looks of a page, and a page without anybody on it.
precacheAndRoute(__PRECACHE__);
cleanupOutdatedCaches();

const pages = new NetworkOnly({
  networkTimeoutSeconds: PATIENCE_SECONDS,
  plugins: [
    {
      fetchDidSucceed: async ({ response }) => {
        if (AWAY.has(response.status)) throw new Error('the academie is away');
        return response;
      },
      handlerDidError: () => matchPrecache(PAGE),
    },
  ],
});
registerRoute(new NavigationRoute(pages, { allowlist: [/^\/lesgeven/] }));

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
// The browser says that there is a connection again, also when no page is open.
self.addEventListener('sync', (event) => {
  if (event.tag !== 'meldingen') return;
  event.waitUntil(
    sendWaiting().then((outcome) => {
      if (outcome === 'later') throw new Error('not yet');
    }),
  );
});
