import 'reflect-metadata';

import { JournalConsumers, JournalWorker, readConfig } from '@academie/platform';

import { createWebApp } from '../../apps/academie/web-app';

// A worker of its own that keeps the ledger or, when told so, leaves it and does all the rest.
void (async () => {
  const app = await createWebApp(readConfig());
  const consumers = app.get(JournalConsumers);
  const { names } = consumers;
  let keepsLedger = false;
  Object.defineProperty(consumers, 'names', {
    get: () => names.filter((name) => keepsLedger || name !== 'targets.ledger'),
  });
  process.on('message', (message) => {
    if (message === 'stop') return void app.close().then(() => process.exit());
    keepsLedger = message === 'ledger on';
    process.send?.('done');
  });
  app.get(JournalWorker).start();
  process.send?.('ready');
})();
