import { type ChildProcess, spawn } from 'node:child_process';
import net, { type AddressInfo } from 'node:net';

import { type Engine, patiently, type Screen } from './screen';
import { WebDriverSession } from './webdriver';

/** WebKit, the engine of iPhones, in the small browser that comes with its port for Linux. */
export async function launchWebkit(driverPath: string, browserPath: string): Promise<Engine> {
  const port = await freePort();
  const display = 90 + Math.floor(Math.random() * 9_000);
  const screen = spawn('Xvfb', [`:${display}`, '-screen', '0', '1280x1024x24'], {
    stdio: 'ignore',
  });
  const driver = spawn(driverPath, [`--port=${port}`], {
    stdio: 'ignore',
    // Its own sandbox asks for namespaces that a container does not give; it only opens our own pages.
    env: { ...process.env, DISPLAY: `:${display}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  });
  await answering(port);
  const capabilities = {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: browserPath, args: ['--automation'] },
  };
  return {
    async screen(origin, { name, value }) {
      const session = await WebDriverSession.start(`http://127.0.0.1:${port}`, capabilities);
      // A cookie is set on a page of its own origin only.
      await session.open(`${origin}/health/live`);
      await session.addCookie({ name, value, httpOnly: true });
      return new WebkitScreen(origin, session);
    },
    async close() {
      await Promise.all([ended(driver), ended(screen)]);
    },
  };
}

class WebkitScreen implements Screen {
  constructor(
    private readonly origin: string,
    private readonly session: WebDriverSession,
  ) {}

  open(address: string): Promise<void> {
    return this.session.open(this.origin + address);
  }

  reload(): Promise<void> {
    return this.session.reload();
  }

  see(xpath: string): Promise<void> {
    return patiently(async () => void (await this.session.find(xpath)));
  }

  press(xpath: string): Promise<void> {
    return patiently(async () => this.session.press(await this.session.find(xpath)));
  }

  fill(xpath: string, text: string): Promise<void> {
    return patiently(async () => this.session.type(await this.session.find(xpath), text));
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

const answering = (port: number): Promise<void> =>
  patiently(async () => void (await fetch(`http://127.0.0.1:${port}/status`)));

function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null) return Promise.resolve();
  const closed = new Promise((done) => child.once('close', done));
  child.kill();
  return closed;
}
