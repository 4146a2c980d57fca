import fs from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';

import { type Answer, startAcademie, type Visitor } from '../support/academie';
import { crawl } from '../support/crawl';
import { addActivity } from '../support/demo-activity';
import { formsOf, type PageForm } from '../support/forms-of';
import { arbitraryOf } from '../support/fuzz-input';
import { type Route, routesOf } from '../support/routes';
import { WRONG_NAMES, WRONG_TEXTS, WRONG_VALUES } from '../support/wrong-shapes';
import { type Described, readDescription, type Schema } from './api-description';

/**
 * Each field gets one in so many of the wrong values, and its neighbour the next; 1 is all of them. Where it begins is
 * drawn, so that every run tries others; what goes wrong is told with what was sent.
 */
const SHARE = Number(process.env.FUZZ_SHARE ?? 30);
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('what has the wrong shape', () => {
  const academie = startAcademie({ seed: 'demo' });
  let administrator: Visitor;
  let also: string[];
  let turn = Math.floor(Math.random() * SHARE);

  beforeAll(async () => {
    also = await addActivity(academie);
    administrator = await academie.account('administrator');
  }, 120_000);

  /** Every so many of these, other ones at each call. */
  const some = <T>(all: readonly T[]): T[] => {
    turn += 1;
    return all.filter((_, nth) => (nth + turn) % SHARE === 0);
  };

  class Faults {
    readonly found = new Map<string, string>();
    asked = 0;

    add(where: string, { status, text }: Answer, sent: string): void {
      this.asked += 1;
      if (status < 500) return;
      const key = `${where} ${status}`;
      if (!this.found.has(key))
        this.found.set(key, `${sent.slice(0, 200)} -> ${text.slice(0, 80)}`);
    }
  }

  it('is never a fault of ours in a form of a page', async () => {
    const faults = new Faults();
    const forms = await allForms();
    for (const { form, visitor, route } of forms)
      for (const name of form.fields.keys()) {
        const rest = [...form.fields].filter(([other]) => other !== name);
        const others = new URLSearchParams(rest).toString();
        const own = encodeURIComponent(name);
        const parts = [
          ...some(WRONG_TEXTS).map((text) => `${own}=${text}`),
          ...some(WRONG_NAMES).map((write) => write(own)),
        ];
        for (const part of parts) {
          const body = [others, part].filter(Boolean).join('&');
          const answer = await visitor.ask(form.action, { method: 'post', type: 'form', body });
          faults.add(`${route} ${name}`, answer, part);
        }
        for (const value of some(WRONG_VALUES)) {
          const body = jsonWith(Object.fromEntries(rest), name, value);
          const answer = await visitor.ask(form.action, { method: 'post', type: 'json', body });
          faults.add(`${route} ${name} as JSON`, answer, value);
        }
      }

    expect(Object.fromEntries(faults.found)).toEqual({});
    expect(new Set(forms.map(({ route }) => route)).size).toBeGreaterThan(35);
  }, 600_000);

  it('is never a fault of ours in a body of the API', async () => {
    const faults = new Faults();
    const { api, operations } = await readDescription(academie);
    const schemas = api.components.schemas;
    for (const operation of operations) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      if (!schema) continue;
      const sound = soundBody(schema, schemas);
      for (const value of some(WRONG_VALUES))
        faults.add(operation.name, await send(operation, value), value);
      for (const at of placesIn(sound))
        for (const value of some(WRONG_VALUES)) {
          const body = put(sound, at, value);
          faults.add(`${operation.name} ${at.join('.')}`, await send(operation, body), value);
        }
    }

    expect(Object.fromEntries(faults.found)).toEqual({});
    expect(faults.asked).toBeGreaterThan(2000 / SHARE);
  }, 600_000);

  it('is never a fault of ours in an address', async () => {
    const faults = new Faults();
    const names = queryNames();
    for (const route of routesOf(academie)) {
      if (route.method !== 'get' || route.path === '/metrics') continue;
      const sound = await addressOf(route);
      const queries = [
        ...some(WRONG_TEXTS).map((text) => names.map((name) => `${name}=${text}`)),
        ...some(WRONG_NAMES).map((write) => names.map(write)),
      ];
      for (const query of queries) {
        const answer = await administrator.ask(`${sound}?${query.join('&')}`);
        faults.add(`${route.path} query`, answer, query[0] ?? '');
      }
      for (const part of route.path.match(/:\w+/g) ?? [])
        for (const text of some(WRONG_TEXTS)) {
          const address = await addressOf(route, part, text || '-');
          faults.add(`${route.path} ${part}`, await administrator.ask(address), text);
        }
    }

    expect(Object.fromEntries(faults.found)).toEqual({});
    expect(faults.asked).toBeGreaterThan(6000 / SHARE);
  }, 600_000);

  /** A form of each kind, and who gets it. */
  async function allForms(): Promise<{ form: PageForm; visitor: Visitor; route: string }[]> {
    const found = new Map<string, { form: PageForm; visitor: Visitor; route: string }>();
    const visitors = [
      academie.stranger,
      await academie.account('trainer'),
      await academie.account('coordinator'),
      administrator,
      await academie.account('participant'),
    ];
    for (const visitor of visitors) {
      // What the others see, the administrator mostly sees too.
      const perKind = visitor === administrator ? 2 : 1;
      for (const { html } of await crawl(visitor, routesOf(academie), { also, perKind }))
        for (const form of formsOf(html)) {
          if (form.hasFile || form.action === '/uitloggen') continue;
          const route = form.action.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
          const known = found.get(route);
          if (!known || known.form.fields.size < form.fields.size)
            found.set(route, { form, visitor, route });
        }
    }
    return [...found.values()];
  }

  async function send(operation: Described, body: string): Promise<Answer> {
    const address = `/api/v1${operation.path}`.replace(/\{(\w+)\}/g, ':$1');
    const path = await filled(address);
    const { method } = operation;
    const headers: Record<string, string> = {};
    if (['put', 'patch'].includes(method)) headers['if-match'] = '"1"';
    return administrator.ask(path, { method, type: 'json', body, headers });
  }

  const addressOf = (route: Route, part = '', text = ''): Promise<string> =>
    filled(part ? route.path.replace(part, text) : route.path);

  const known = new Map<string, string>();

  /** An address with ids of the demo, by the collection that stands before them. */
  async function filled(address: string): Promise<string> {
    const parts = address.split('/');
    for (const [at, part] of parts.entries())
      if (part.startsWith(':')) parts[at] = await idFor(parts[at - 1] ?? '', part);
    return parts.join('/');
  }

  async function idFor(collection: string, part: string): Promise<string> {
    if (part === ':year') return '2026';
    if (part === ':slug') return one('slug', 'catalogue.course');
    // What was put in before may be the name of something that every object has.
    const table = Object.hasOwn(TABLES, collection) && TABLES[collection];
    return table ? one('id', table) : NOBODY;
  }

  async function one(column: string, table: string): Promise<string> {
    const key = `${table}.${column}`;
    if (!known.has(key)) {
      const [row] = await academie.database.rows<{ value: string }>(
        `SELECT ${column}::text AS value FROM ${table} ORDER BY id DESC LIMIT 1`,
      );
      known.set(key, row?.value ?? NOBODY);
    }
    return known.get(key) ?? NOBODY;
  }
});

/** Where the rows lie that an address speaks of. */
const TABLES: Record<string, string> = {
  ...{ offerings: 'catalogue.offering', uitvoeringen: 'catalogue.offering' },
  ...{ courses: 'catalogue.course', aanbod: 'catalogue.course', trainingen: 'catalogue.course' },
  ...{ sessions: 'catalogue.session', sessies: 'catalogue.session' },
  ...{ persons: 'people.person', personen: 'people.person' },
  ...{ organisations: 'people.organisation', organisaties: 'people.organisation' },
  ...{ enrolments: 'enrolment.enrolment', inschrijvingen: 'enrolment.enrolment' },
  ...{ targets: 'targets.target', doelen: 'targets.target' },
  ...{ acts: 'acts.act', registraties: 'acts.act' },
  ...{ locaties: 'catalogue.location', ruimtes: 'catalogue.room', middelen: 'catalogue.means' },
  ...{ menukaart: 'catalogue.means', materiaal: 'catalogue.material', groep: 'catalogue.offering' },
  ...{ terugnemen: 'acts.acknowledgement', verplichtingen: 'attendance.duty_rule' },
  ...{ vragen: 'attendance.duty_exemption', vrijstellingen: 'attendance.duty_exemption' },
  ...{ imports: 'acts.import', importen: 'acts.import' },
  ...{ certificates: 'attendance.certificate', certificaten: 'attendance.certificate' },
};

/** A body in which one field has a value that is written as JSON, whatever JavaScript would make of it. */
const jsonWith = (rest: object, name: string, value: string): string =>
  `${JSON.stringify(rest).slice(0, -1)}${Object.keys(rest).length > 0 ? ',' : ''}${JSON.stringify(name)}:${value}}`;

function soundBody(schema: Schema, schemas: Record<string, Schema>): unknown {
  const arbitrary = arbitraryOf(schema, schemas, fc.constant(NOBODY));
  const samples = fc.sample(arbitrary, { numRuns: 60, seed: 7 });
  const size = (body: unknown): number => placesIn(body).length;
  return samples.reduce((best, one) => (size(one) > size(best) ? one : best));
}

/** Where the fields of a body stand, at most some levels down. */
function placesIn(body: unknown, at: string[] = []): string[][] {
  if (typeof body !== 'object' || body === null || at.length > 3) return [];
  return Object.entries(body)
    .slice(0, Array.isArray(body) ? 1 : undefined)
    .flatMap(([name, value]) => [[...at, name], ...placesIn(value, [...at, name])]);
}

/** The body with this JSON in one place. */
function put(body: unknown, at: readonly string[], value: string): string {
  const mark = '\u0001here\u0001';
  const copy = structuredClone(body);
  const last = at.at(-1) ?? '';
  const parent = at
    .slice(0, -1)
    .reduce((inside, name) => (inside as Record<string, unknown>)[name], copy);
  (parent as Record<string, unknown>)[last] = mark;
  return JSON.stringify(copy).replace(JSON.stringify(mark), () => value);
}

/** Every name that any of our addresses has behind its question mark. */
function queryNames(): string[] {
  const root = path.resolve(__dirname, '../../libs');
  const files = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(pages|view|filter|query|dto|controller)\.ts$/.test(file));
  const names = files.flatMap((file) => {
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    return [...text.matchAll(/@Query\('(\w+)'|\bquery\.(\w+)|\bgiven\.(\w+)/g)].map(
      ([, a, b, c]) => a ?? b ?? c ?? '',
    );
  });
  return [...new Set([...names, 'limit', 'after', 'q'])];
}
