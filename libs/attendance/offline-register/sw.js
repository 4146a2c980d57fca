/* The worker behind the pages of trainers: opens a register where there is no connection. */
import { standIn } from '../../platform/device/worker-page.js';
import { sendWaiting } from './device-sync.js';

standIn({
  precache: __PRECACHE__,
  page: '/lesgeven/zonder-verbinding',
  allowlist: [/^\/lesgeven/],
  tag: 'meldingen',
  send: sendWaiting,
});
