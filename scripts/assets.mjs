import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const SOURCE = path.join(ROOT, 'apps/academie/assets');
const ATTENDANCE = path.join(ROOT, 'libs/attendance');
const ELEARNING = path.join(ROOT, 'libs/elearning');
const OUT = path.join(ROOT, 'apps/academie/public/dist');

/**
 * Bundles stylesheet, script, fonts and images into apps/academie/public/dist, each under a name that
 * holds its hash, and writes manifest.json {css, teaching, js, register, scan, passkey, editor, lessons, htmx, icons, icon, fonts, worker, lessonsWorker}, addresses as
 * libs/platform/http/web.ts serves them. Every text file lies there as .br and .gz too.
 */
export async function buildAssets() {
  // Here, not above: on a fresh clone this file is read before anything is installed.
  const { build, transform } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [
      path.join(SOURCE, 'css/academie.css'),
      path.join(SOURCE, 'css/teaching.css'),
      path.join(SOURCE, 'css/browsing.css'),
      path.join(SOURCE, 'js/academie.js'),
      path.join(SOURCE, 'js/browsing.js'),
      path.join(ATTENDANCE, 'offline-register/register-entry.js'),
      path.join(ATTENDANCE, 'check-in/scan.js'),
      path.join(ROOT, 'libs/people/passkey/passkey.js'),
      path.join(ELEARNING, 'autosave/editor.js'),
      path.join(ELEARNING, 'device/lessons-entry.js'),
    ],
    bundle: true,
    minify: true,
    write: false,
    outdir: OUT,
    entryNames: '[name]',
    assetNames: '[name]-[hash]',
    format: 'iife',
    legalComments: 'none',
    target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
    loader: { '.woff2': 'file', '.svg': 'dataurl' },
    absWorkingDir: ROOT,
    logLevel: 'warning',
  });

  const files = new Map(outputFiles.map((file) => [path.basename(file.path), file.contents]));
  const take = (name) => {
    const contents = Buffer.from(files.get(name));
    files.delete(name);
    return contents;
  };
  const used = usedClasses();
  const styles = async (name) => {
    const css = onlyUsed(take(name).toString(), used);
    return add(name, squeezed((await transform(css, { loader: 'css', minify: true })).code));
  };
  const named = {
    css: await styles('academie.css'),
    teaching: await styles('teaching.css'),
    browsing: await styles('browsing.css'),
    browsingScript: add('browsing.js', take('browsing.js')),
    js: add('academie.js', take('academie.js')),
    register: add('register.js', take('register-entry.js')),
    scan: add('scan.js', take('scan.js')),
    passkey: add('passkey.js', take('passkey.js')),
    editor: add('editor.js', take('editor.js')),
    lessons: add('lessons.js', take('lessons-entry.js')),
    htmx: add(
      'htmx.js',
      fs.readFileSync(path.join(ROOT, 'node_modules/htmx.org/dist/htmx.min.js')),
    ),
    icons: add('icons.svg', fs.readFileSync(path.join(SOURCE, 'images/icons.svg'))),
    icon: add('icon.svg', fs.readFileSync(path.join(SOURCE, 'images/icon.svg'))),
  };
  // What every page needs is fetched ahead; letters that few names have come when a page has one.
  const fonts = [...files.keys()]
    .filter((name) => name.endsWith('.woff2') && !name.includes('-latin-ext-'))
    .map(below);
  const kept = [
    named.css,
    named.teaching,
    named.js,
    named.register,
    named.icons,
    named.icon,
    ...fonts,
  ];
  const worker = add(
    'sw.js',
    await bundleWorker(build, {
      entry: path.join(ATTENDANCE, 'offline-register/sw.js'),
      page: '/lesgeven/zonder-verbinding',
      views: 'libs/attendance',
      files: kept,
    }),
  );
  const lessonsWorker = add(
    'lessons-sw.js',
    await bundleWorker(build, {
      entry: path.join(ELEARNING, 'device/sw.js'),
      page: '/leren/zonder-verbinding',
      views: 'libs/elearning',
      files: [named.css, named.js, named.lessons, named.icons, named.icon, ...fonts],
    }),
  );
  write(files, { ...named, fonts, worker, lessonsWorker });
  return files;

  function add(name, contents) {
    const { name: stem, ext } = path.parse(name);
    const bytes = Buffer.from(contents);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    files.set(`${stem}-${hash}${ext}`, bytes);
    return below(`${stem}-${hash}${ext}`);
  }
}

/** A worker behind pages, with the list of files it keeps and the page it shows offline. */
async function bundleWorker(build, { entry, page: address, views, files: addresses }) {
  const page = createHash('sha256').update(addresses.join());
  const sources = ['apps/academie/views', views];
  for (const folder of sources.map((name) => path.join(ROOT, name)))
    for (const file of fs.readdirSync(folder, { recursive: true }).sort())
      if (/\.(hbs|json)$/.test(file)) page.update(fs.readFileSync(path.join(folder, file)));
  const precache = [
    ...addresses.map((url) => ({ url, revision: null })),
    { url: address, revision: page.digest('hex').slice(0, 16) },
  ];
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    legalComments: 'none',
    target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
    define: {
      __PRECACHE__: JSON.stringify(precache),
      'process.env.NODE_ENV': '"production"',
    },
    absWorkingDir: ROOT,
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}

const below = (name) => `/static/dist/${name}`;

// What is the same stays, so that a running server never misses a file that a page still names.
function write(files, manifest) {
  fs.mkdirSync(OUT, { recursive: true });
  const level = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  for (const [name, contents] of files) {
    const file = path.join(OUT, name);
    if (fs.existsSync(file)) continue;
    if (!name.endsWith('.woff2')) {
      fs.writeFileSync(`${file}.br`, brotliCompressSync(contents, level));
      fs.writeFileSync(`${file}.gz`, gzipSync(contents, { level: 9 }));
    }
    fs.writeFileSync(file, contents);
  }
  const temporary = path.join(OUT, `manifest.${process.pid}.json`);
  fs.writeFileSync(temporary, `${JSON.stringify(manifest, null, 2)}\n`);
  fs.renameSync(temporary, path.join(OUT, 'manifest.json'));
}

/** Without the spaces that the minifier leaves in values of custom properties and in what reads them. */
const squeezed = (css) =>
  css
    .replace(/\b(var|calc)\(\s+/g, '$1(')
    .replace(/(--[\w-]+):\s+(?=[^\s;}])/g, '$1:')
    .replace(/,\s+(?=var\()/g, ',')
    .replace(/([\w%)])\s+\)/g, '$1)');

/** Every word in a view that could be a class of an NL Design System component. */
function usedClasses() {
  const views = ['apps/academie/views', 'libs', 'apps/academie/assets/js'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true })
      .filter((name) => /\.(hbs|js)$/.test(name))
      .map((name) => fs.readFileSync(path.join(ROOT, folder, name), 'utf8')),
  );
  return new Set(views.flatMap((text) => text.match(COMPONENT_CLASS) ?? []));
}

const COMPONENT_CLASS = /\b(?:nl|utrecht)-[\w-]+/g;

/** The stylesheet without the selectors of component classes that no view has. Takes minified CSS. */
export function onlyUsed(css, used) {
  let kept = '';
  let start = 0;
  while (start < css.length) {
    const open = css.indexOf('{', start);
    if (open === -1) break;
    const close = endOfBlock(css, open);
    const head = css.slice(start, open).trim();
    const body = css.slice(open + 1, close);
    if (/^@(media|supports|layer)/.test(head)) {
      const inner = onlyUsed(body, used);
      if (inner) kept += `${head}{${inner}}`;
    } else if (head.startsWith('@')) kept += `${head}{${body}}`;
    else {
      const selectors = splitSelectors(head).filter((selector) =>
        (selector.replace(/:not\([^()]*\)/g, '').match(/\.[\w-]+/g) ?? [])
          .map((name) => name.slice(1))
          .every((name) => !/^(nl|utrecht)-/.test(name) || used.has(name)),
      );
      if (selectors.length > 0) kept += `${selectors.join(',')}{${body}}`;
    }
    start = close + 1;
  }
  return kept;
}

function endOfBlock(css, open) {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++;
    if (css[at] === '}' && --depth === 0) return at;
  }
  throw new Error('a block in the stylesheet is not closed');
}

function splitSelectors(head) {
  const selectors = [''];
  let depth = 0;
  for (const character of head) {
    if (character === '(' || character === '[') depth++;
    if (character === ')' || character === ']') depth--;
    if (character === ',' && depth === 0) selectors.push('');
    else selectors[selectors.length - 1] += character;
  }
  return selectors;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = await buildAssets();
  for (const [name, contents] of files)
    console.log(`${String(contents.length).padStart(7)}  ${name}`);
}
