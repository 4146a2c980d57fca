import type { Visitor } from './academie';
import { matcher, type Route } from './routes';

/** An answer to somebody who follows the links of the academie. */
export interface Page {
  path: string;
  /** The route that made it, e.g. `/aanbod/:slug`. */
  route: string;
  /** Clicks from the front page. */
  clicks: number;
  status: number;
  type: string;
  location: string | undefined;
  html: string;
}

/** Of a kind of page so many are looked at; the hundredth course is like the first. */
const PER_ROUTE = 2;
const VARIANTS = 2;
const MOST = 400;

/** Follows the links from the front page, nearest first; `also` is looked at in any case. */
export async function crawl(
  visitor: Visitor,
  routes: Route[],
  { perKind = PER_ROUTE, also = [] }: { perKind?: number; also?: string[] } = {},
): Promise<Page[]> {
  const routeOf = matcher(routes);
  const pages: Page[] = [];
  const seen = new Map<string, number>([['/', 1]]);
  const perRoute = new Map<string, number>();
  const queue: { path: string; clicks: number }[] = [{ path: '/', clicks: 0 }];
  // A list shows these somewhere below the first few.
  for (const path of also) queue.push({ path, clicks: 2 });
  for (let next = nearest(queue); next && pages.length < MOST; next = nearest(queue)) {
    const { path, clicks } = next;
    const route = routeOf(path);
    const count = (perRoute.get(route) ?? 0) + 1;
    if (count > perKind && !also.includes(path)) continue;
    perRoute.set(route, count);
    const { status, headers, text } = await visitor.ask(path);
    if (also.includes(path) && status !== 200) continue; // not for this reader
    const type = (headers['content-type'] ?? '').split(';', 1)[0]!;
    const html = type === 'text/html' ? text : '';
    pages.push({ path, route, clicks, status, type, location: headers.location, html });
    const found = headers.location ? [headers.location] : linksIn(html);
    for (const link of found.filter((href) => /^\/(?!\/|static\/)/.test(href))) {
      const address = link.split('#', 1)[0]!;
      const [plain = ''] = address.split('?', 1);
      const variants = seen.get(address.includes('?') ? `${plain}?` : plain) ?? 0;
      if (queue.some((waiting) => waiting.path === address)) continue;
      if (pages.some((page) => page.path === address)) continue;
      if (variants >= (address.includes('?') ? VARIANTS : 1)) continue;
      seen.set(address.includes('?') ? `${plain}?` : plain, variants + 1);
      // Where an answer sends its reader on, nobody clicks.
      queue.push({ path: address, clicks: headers.location ? clicks : clicks + 1 });
    }
  }
  return pages;
}

/** Takes what is fewest clicks away; of equals what was found first. */
function nearest<T extends { clicks: number }>(queue: T[]): T | undefined {
  const fewest = Math.min(...queue.map(({ clicks }) => clicks));
  const [next] = queue.splice(
    queue.findIndex(({ clicks }) => clicks === fewest),
    1,
  );
  return next;
}

/** Where a reader can go, and what the page shows in a frame. */
const linksIn = (html: string): string[] =>
  [...html.matchAll(/<(?:a\s[^>]*?href|iframe\s[^>]*?src)="([^"]*)"/g)].map(([, href]) =>
    href!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  );
