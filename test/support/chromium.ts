import fs from 'node:fs';

import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM_PATH,
  // Without the parts that show a window: a third less of processor time. What is in /usr/bin is a shell around it.
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

// No request leaves for anybody but the academie.
const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A headless browser: the one of CHROMIUM_PATH, one of this machine, or the one npm brought (Linux
 * on x64). Without any it answers undefined, loudly; under CI that is a failure, not a pass.
 */
export async function launchChromium(args: string[] = []): Promise<Browser | undefined> {
  const found = await findChromium();
  return found && launch(found.path, [...found.args, ...args]);
}

/** The same browser with a memory in this folder, as a phone has that is switched off and on again. */
export async function launchChromiumIn(
  folder: string,
  options: { baseURL: string },
): Promise<BrowserContext | undefined> {
  const found = await findChromium();
  return (
    found &&
    chromium.launchPersistentContext(folder, {
      ...options,
      executablePath: found.path,
      chromiumSandbox: false,
      locale: 'nl',
      args: [...ARGS, ...found.args],
    })
  );
}

async function findChromium(): Promise<{ path: string; args: string[] } | undefined> {
  const installed = PLACES.find((place) => place && fs.existsSync(place));
  if (installed) return { path: installed, args: [] };
  const packed = await unpackChromium();
  if (packed) return { path: packed, args: ['--single-process', '--no-zygote'] };
  const reason = 'There is no Chromium on this machine: set CHROMIUM_PATH, or install one.';
  if (process.env.CI) throw new Error(reason);
  process.stderr.write(`\nBROWSER TESTS ARE SKIPPED. ${reason}\n`);
  return undefined;
}

function launch(executablePath: string, args: string[]): Promise<Browser> {
  // Chromium's own sandbox refuses root, and these tests only open our own pages.
  return chromium.launch({ executablePath, chromiumSandbox: false, args: [...ARGS, ...args] });
}

async function unpackChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // Makes the package unpack the system libraries too that a bare machine lacks.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    return undefined;
  } finally {
    delete process.env.AWS_EXECUTION_ENV;
  }
}
