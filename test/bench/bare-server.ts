import http from 'node:http';

import { Pool } from 'pg';

/**
 * The yardstick: node:http, one query, and the page as the academie sends it with the rows put in. It knows no
 * session, no checks, no layout; whatever is slower than this is what the academie's web layer costs.
 */
interface Shape {
  /** The page before, between and after the parts that come from the database. */
  before: string;
  row: string;
  after: string;
  query: string;
  params: unknown[];
}

const shapes = JSON.parse(process.env.BENCH_SHAPES ?? '{}') as Record<string, Shape>;
const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  max: 8,
  application_name: 'academie', // its cost is looked up by this name (cpu.ts)
});
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: unknown): string =>
  String(text).replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

const server = http.createServer((request, response) => {
  const shape = shapes[request.url ?? ''];
  if (!shape) {
    response.writeHead(request.url === '/livez' ? 200 : 404).end();
    return;
  }
  pool.query<{ title: string }>(shape.query, shape.params).then(
    ({ rows }) => {
      const body = rows
        .map(({ title }) => shape.row.replaceAll('{{title}}', escape(title)))
        .join('');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(shape.before + body + shape.after);
    },
    () => response.writeHead(500).end(),
  );
});
server.listen(Number(process.env.PORT), '127.0.0.1');
