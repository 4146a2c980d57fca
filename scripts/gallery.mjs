// Every part of a page in every state (docs/design.md): to look at, and to compare with pictures kept before.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import fastify from 'fastify';

import { onStop } from './graceful-stop.mjs';
import { ensureAssets, ensureInstalled, requireNode, root, say } from './prepare.mjs';

const [task = 'show'] = process.argv.slice(2);
const MODES = [390, 1280].flatMap((width) =>
  ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })),
);
const folder = path.join(root, '.data/gallery');

requireNode();
await ensureInstalled();
await ensureAssets();
const require = createRequire(import.meta.url);
require('reflect-metadata');
require('./register-typescript.cjs');

const server = fastify();
await server.register(import('@fastify/static'), {
  root: path.join(root, 'apps/academie/public'),
  prefix: '/static/',
});
server.get('/', (_request, reply) =>
  reply.type('text/html; charset=utf-8').send(require('../test/support/gallery.ts').galleryPage()),
);
const address = await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 0) });
const end = onStop(() => server.close());

if (task === 'show') say(`${address} shows every part of a page. Ctrl+C ends it.`);
else if (task === 'keep') await end(await keep());
else if (task === 'compare') await end(await compare());
else {
  say('Usage: npm run gallery, npm run gallery -- keep, npm run gallery -- compare');
  await end(1);
}

async function keep() {
  const pictures = await takePictures();
  fs.rmSync(path.join(folder, 'kept'), { recursive: true, force: true });
  for (const [name, picture] of pictures) write('kept', name, picture);
  say(`Kept ${pictures.size} pictures in ${folder}/kept.`);
  return 0;
}

/** 1 when a part looks other than it did, is new or is gone. */
async function compare() {
  const { PNG } = require('pngjs');
  const { default: pixelmatch } = await import('pixelmatch');
  const kept = path.join(folder, 'kept');
  if (!fs.existsSync(kept)) {
    say('There are no pictures to compare with: keep them first, on a commit that you trust.');
    return 1;
  }
  fs.rmSync(path.join(folder, 'changed'), { recursive: true, force: true });
  const pictures = await takePictures();
  const changes = fs.readdirSync(kept).filter((name) => !pictures.has(name));
  for (const [name, picture] of pictures) {
    const before = path.join(kept, name);
    const [a, b] = [
      fs.existsSync(before) && PNG.sync.read(fs.readFileSync(before)),
      PNG.sync.read(picture),
    ];
    const { width, height } = b;
    const difference = new PNG({ width, height });
    const same =
      a?.width === width &&
      a.height === height &&
      pixelmatch(a.data, b.data, difference.data, width, height, { threshold: 0.1 }) === 0;
    if (same) continue;
    changes.push(name);
    write('changed', name, picture);
    if (a?.width === width && a.height === height)
      write('changed', name.replace('.png', '.difference.png'), PNG.sync.write(difference));
  }
  say(
    changes.length === 0
      ? `${pictures.size} pictures, all as they were.`
      : `${changes.length} of ${pictures.size} changed, see ${folder}/changed:\n${changes.join('\n')}`,
  );
  return changes.length === 0 ? 0 : 1;
}

/** A picture of each part at the width of a phone and of a desk, light and dark; by the name of its file. */
async function takePictures() {
  const browser = await require('../test/support/chromium.ts').launchChromium();
  if (!browser) throw new Error('Pictures need Chromium.');
  const pictures = new Map();
  for (const { width, colorScheme } of MODES) {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    await page.goto(address, { waitUntil: 'networkidle' });
    for (const part of await page.locator('[id^=deel-]').all()) {
      const name = (await part.getAttribute('id')).replace('deel-', '');
      // Alone on the page, so that a part does not look other because one above it grew by half a pixel.
      await part.evaluate((shown) => {
        for (const one of document.querySelectorAll('[id^=deel-]')) one.hidden = one !== shown;
      });
      pictures.set(`${name}-${width}-${colorScheme}.png`, await part.screenshot());
    }
    await page.close();
  }
  await browser.close();
  return pictures;
}

function write(place, name, picture) {
  const file = path.join(folder, place, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, picture);
}
