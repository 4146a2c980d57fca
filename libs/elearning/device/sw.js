/* The worker behind the pages of learners: opens lessons where there is no connection. */
import { standIn } from '../../platform/device/worker-page.js';
import { sendWaiting } from './deed-sync.js';
import { PICTURES } from './lesson-store.js';

standIn({
  precache: __PRECACHE__,
  page: '/leren/zonder-verbinding',
  allowlist: [/^\/leren/],
  tag: 'leren',
  send: sendWaiting,
});

// Pictures of lessons that were opened. They are asked for as always; only without an answer the kept one is taken.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !/^\/leren\/bestanden\//.test(new URL(request.url).pathname))
    return;
  if (request.headers.has('range')) return;
  event.respondWith(
    fetch(request).catch(async (error) => {
      const kept = await caches.match(request, { cacheName: PICTURES });
      if (!kept) throw error;
      return kept;
    }),
  );
});
