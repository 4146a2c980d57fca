import fc from 'fast-check';

import { startAcademie, type Visitor } from '../support/academie';

const HEADER = 'Datum;Gemeente;Team;Onderwerp;Aantal;Eigen nummer';
const HEADER_FIELDS = [
  ...['occurredOn', 'organisation', 'team', 'subkind', 'quantity', 'reference', 'externalId'],
  ...['naam', 'target'],
];

describe('importing whatever comes', () => {
  const academie = startAcademie({ seed: 'reference' });
  const administrator = async (): Promise<Visitor> =>
    academie.as(await academie.given.holder('administrator'));

  it('never fails on any text, and answers as many rows as there are', async () => {
    const admin = await administrator();
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('Haarlem', '2-3-2026', 'ja', '"', '""', '\n', ';', ',', '\t', '-1', '=1'),
    );
    const text = fc
      .array(fc.array(cell, { maxLength: 7 }), { maxLength: 6 })
      .map((lines) => [HEADER, ...lines.map((cells) => cells.join(';'))].join('\n'));
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const { status, body } = await admin
          .post('/api/v1/imports')
          .field('kind', 'btp_control')
          .field('dryRun', 'true')
          .attach('file', Buffer.from(content), 'a.csv');
        if (status === 422) return;
        expect(status).toBe(201);
        const answer = await admin.get(`/api/v1/imports/${body.id}/rows?limit=100`).expect(200);
        expect(answer.body.items).toHaveLength(body.total);
        const { created, matched, skipped, rejected } = body;
        expect(sum(created, matched, skipped, rejected)).toBe(body.total);
      }),
      { numRuns: 40 },
    );
  });

  it('never fails on any JSON, and refuses what has no field', async () => {
    const admin = await administrator();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.constantFrom(...HEADER_FIELDS), fc.jsonValue(), { maxKeys: 8 }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (rows) => {
          const { status } = await admin
            .post('/api/v1/imports')
            .send({ kind: 'btp_control', dryRun: true, rows });
          const isLost = rows.some((row) => 'naam' in row || 'target' in row);
          // A name that changes every object is refused in any body, before anybody looks at the rows.
          const isTrap = JSON.stringify(rows).includes('"__proto__":');
          expect(status).toBe(isTrap ? 400 : isLost ? 422 : 201);
        },
      ),
      {
        numRuns: 40,
        examples: [
          [[{ occurredOn: JSON.parse('{"__proto__":0}') as object }]],
          [[{ occurredOn: { '': '__proto__' } }]],
        ],
      },
    );
  });
});

const sum = (...counts: number[]): number => counts.reduce((total, count) => total + count, 0);
