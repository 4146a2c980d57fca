import net from 'node:net';

import { createWebApp } from '../../apps/academie/web-app';
import { startAcademie } from '../support/academie';

describe('an academie that stops', () => {
  const academie = startAcademie();

  it('waits for nobody who is connected and asks nothing', async () => {
    const app = await createWebApp(academie.config, academie.clock);
    await app.listen(0, '127.0.0.1');
    const { port } = new URL(await app.getUrl());
    // A browser opens a connection before it needs one.
    const socket = net.connect(Number(port), '127.0.0.1');
    const hungUp = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));

    await app.close();
    await hungUp;
  }, 20_000);
});
