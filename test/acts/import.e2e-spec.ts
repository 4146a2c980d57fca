import { startAcademie, type Visitor } from '../support/academie';

const HEADER = 'Datum;Gemeente;Team;Onderwerp;Aantal;Eigen nummer';
const GOOD = '02-03-2026;Haarlem;Kennemerland;Hotel of verhuur;1;';

describe('importing acts', () => {
  const academie = startAcademie({ seed: 'reference' });
  const organisation = async (code: string): Promise<string> =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM people.organisation WHERE code = $1',
      [code],
    ))!.id;
  const administrator = async (): Promise<Visitor> =>
    academie.as(await academie.given.holder('administrator'));
  const upload = (
    visitor: Visitor,
    content: Buffer | string,
    fields: Record<string, string> = {},
  ) =>
    Object.entries({ kind: 'btp_control', ...fields }).reduce(
      (call, [name, value]) => call.field(name, value),
      visitor.post('/api/v1/imports').attach('file', Buffer.from(content), 'controles.csv'),
    );
  const rowsOf = async (visitor: Visitor, id: string) =>
    (await visitor.get(`/api/v1/imports/${id}/rows?limit=100`).expect(200)).body.items;
  const acts = async (): Promise<number> =>
    Number(
      (await academie.database.first<{ count: string }>(
        'SELECT count(*) FROM acts.act WHERE retracted_at IS NULL',
      ))!.count,
    );
  const csv = (...rows: string[]): string => [HEADER, ...rows].join('\r\n');

  it('says of every row what it would do, and then does exactly that', async () => {
    const admin = await administrator();
    const file = csv(
      `${GOOD}I-1`,
      `${GOOD}I-2`,
      ';;;;;',
      `31-02-2026;Haarlem;Kennemerland;Thuiswerk;1;I-3`,
      `${GOOD}I-1`,
    );
    const before = await acts();

    const tried = await upload(admin, file, { dryRun: 'true' }).expect(201);
    const promised = await rowsOf(admin, tried.body.id);
    expect(await acts()).toBe(before);
    const done = await admin.post(`/api/v1/imports/${tried.body.id}/confirmation`).expect(200);
    const kept = await rowsOf(admin, tried.body.id);

    const counts = { total: 5, created: 2, matched: 0, skipped: 1, rejected: 2 };
    expect(tried.body).toMatchObject({ ...counts, state: 'tried' });
    expect(done.body).toMatchObject({ ...counts, state: 'finished' });
    const outcomes = (rows: { outcome: string }[]) => rows.map(({ outcome }) => outcome);
    expect(outcomes(kept)).toEqual(outcomes(promised));
    expect(outcomes(kept)).toEqual(['created', 'created', 'skipped', 'rejected', 'rejected']);
    expect(kept[3].problems[0]).toMatchObject({ field: 'occurredOn', value: '31-02-2026' });
    expect(kept[4].problems[0]).toMatchObject({
      code: 'twiceInFile',
      message: 'Row 2 says the same.',
    });
    expect(await acts()).toBe(before + 2);
    const act = await admin.get(`/api/v1/acts/${kept[0].actId}`).expect(200);
    expect(act.body).toMatchObject({ grade: 'B', source: 'csv', reference: 'I-1' });
    await admin.post(`/api/v1/imports/${tried.body.id}/confirmation`).expect(409);
  });

  it('changes nothing when the same file comes again, with numbers or without', async () => {
    const admin = await administrator();
    const lead = 'Datum;Gemeente;Doelgroep;Bezoekers';
    const sessions = [lead, '02-03-2026;Haarlem;Inwoners;30', '02-03-2026;Haarlem;Inwoners;30'];
    const files = [
      { content: csv(`${GOOD}II-1`, `${GOOD}II-2`), kind: 'btp_control', created: 2, held: 0 },
      // Two that say the same: one waits until somebody says that it is another.
      { content: sessions.join('\n'), kind: 'awareness_session', created: 1, held: 1 },
    ];
    for (const { content, kind, created, held } of files) {
      const first = await upload(admin, content, { kind }).expect(201);
      const count = await acts();
      const second = await upload(admin, content, { kind }).expect(201);

      expect(first.body).toMatchObject({ created, held, matched: 0 });
      expect(second.body).toMatchObject({ created: 0, held, matched: created });
      expect(await acts()).toBe(count);
    }
  });

  it('refuses a row that contradicts what is there, and says in which column', async () => {
    const admin = await administrator();
    await upload(admin, csv(`${GOOD}III-1`)).expect(201);

    const { body } = await upload(
      admin,
      csv('02-03-2026;Velsen;Kennemerland;Hotel of verhuur;1;III-1'),
    ).expect(201);

    expect(body).toMatchObject({ created: 0, matched: 0, rejected: 1 });
    const [row] = await rowsOf(admin, body.id);
    expect(row.problems[0]).toMatchObject({ field: 'organisation', value: 'Velsen' });
    expect(row.actId).not.toBeNull();
  });

  it('knows an act by the number of another system', async () => {
    const admin = await administrator();
    const row = {
      occurredOn: '2026-03-02',
      organisation: 'GM0392',
      team: 'kennemerland',
      subkind: 'hotel',
      reference: 'IV-1',
      externalId: 'zaak:1',
    };
    const send = (rows: object[], source = 'zaaksysteem') =>
      admin.post('/api/v1/imports').send({ kind: 'btp_control', source, rows });

    const first = await send([row]).expect(201);
    const again = await send([row]).expect(201);
    const changed = await send([{ ...row, reference: 'IV-2' }]).expect(201);

    expect(first.body).toMatchObject({ created: 1 });
    expect(again.body).toMatchObject({ matched: 1 });
    expect(changed.body).toMatchObject({ rejected: 1 });
    await send([row], 'Eigen Systeem!').expect(422);
    await send([]).expect(422);
  });

  it.each([
    [
      'UTF-8',
      Buffer.from(
        'Datum;Gemeente;Onderwerp\n2-3-2026;Haarlem;Protocol en barrièremodel online ordeverstoringen',
      ),
    ],
    [
      'UTF-8 with a mark',
      Buffer.from(
        '\uFEFFDatum;Gemeente;Onderwerp\n2-3-2026;Velsen;Protocol en barrièremodel online ordeverstoringen',
      ),
    ],
    [
      'Windows-1252',
      Buffer.from(
        'Datum,Gemeente,Onderwerp\r\n2/3/2026,Texel,Protocol en barrièremodel online ordeverstoringen',
        'latin1',
      ),
    ],
    [
      'UTF-16',
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(
          'Datum\tGemeente\tOnderwerp\r\n2026-03-02\tHoorn\tProtocol en barrièremodel online ordeverstoringen',
          'utf16le',
        ),
      ]),
    ],
    [
      'quotes, English names and old line ends',
      Buffer.from(
        '"date","municipality","topic"\r"2 maart 2026","Opmeer","protocol-ordeverstoringen"',
      ),
    ],
  ])('reads %s', async (_encoding, content) => {
    const admin = await administrator();

    const { body } = await upload(admin, content, { kind: 'acknowledged_reading' }).expect(201);

    expect(await rowsOf(admin, body.id)).toEqual([
      expect.objectContaining({ outcome: 'created', problems: [] }),
    ]);
  });

  it.each([
    ['an unknown municipality', '02-03-2026;Amsterdam;Kennemerland;Thuiswerk;1;B', 'organisation'],
    [
      'a control in another region',
      '02-03-2026;Alkmaar;Kennemerland;Thuiswerk;1;B',
      'organisation',
    ],
    [
      'a municipality that merged',
      '02-03-2026;Langedijk;Noord-Holland Noord;Thuiswerk;1;B',
      'organisation',
    ],
    ['none', '02-03-2026;Haarlem;Kennemerland;Thuiswerk;0;B', 'quantity'],
    ['fewer than none', '02-03-2026;Haarlem;Kennemerland;Thuiswerk;-1;B', 'quantity'],
    ['a milliard', '02-03-2026;Haarlem;Kennemerland;Thuiswerk;1.000.000.000;B', 'quantity'],
    ['a half', '02-03-2026;Haarlem;Kennemerland;Thuiswerk;1,5;B', 'quantity'],
    ['a day to come', '02-03-2027;Haarlem;Kennemerland;Thuiswerk;1;B', 'occurredOn'],
    ['an American date', '3/21/2026;Haarlem;Kennemerland;Thuiswerk;1;B', 'occurredOn'],
    ['a formula', '02-03-2026;Haarlem;Kennemerland;Thuiswerk;1;"=1+1"', 'reference'],
    ['a name', '02-03-2026;Haarlem;Kennemerland;Thuiswerk;1;Jan de Boer', 'reference'],
    ['no number', '02-03-2026;Haarlem;Kennemerland;Thuiswerk;1;', 'reference'],
    ['too few cells', '02-03-2026;Haarlem', 'team'],
  ])('rejects a row with %s', async (_what, row, field) => {
    const admin = await administrator();

    const { body } = await upload(admin, csv(row), { dryRun: 'true' }).expect(201);

    expect(body).toMatchObject({ total: 1, rejected: 1 });
    const [answer] = await rowsOf(admin, body.id);
    expect(answer.problems[0].field).toBe(field);
  });

  it.each([
    ['nothing', '', 'acts.file-empty'],
    [
      'a cell of megabytes',
      `${HEADER}\n02-03-2026;${'x'.repeat(5_000_000)};Kennemerland;Thuiswerk;1;B`,
      'acts.file-tooMuch',
    ],
    ['half an Excel file', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]), 'acts.file-unreadable'],
    ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'acts.file-spreadsheet'],
    ['a PDF', '%PDF-1.7 en zo voort', 'acts.file-noText'],
    ['a NUL', `${HEADER}\n${GOOD}A\0B`, 'acts.file-nulCharacter'],
    ['a quote that never ends', `${HEADER}\n"${GOOD}`, 'acts.file-brokenQuotes'],
    ['only a header', HEADER, 'acts.file-noRows'],
    ['no header', `${GOOD}A`, 'acts.file-noHeader'],
    ['half a header', 'Datum;Gemeente\n02-03-2026;Haarlem', 'acts.file-missingColumns'],
    ['two dates', `Datum;Date\n2-3-2026;2-3-2026`, 'acts.file-columnTwice'],
    ['too many rows', `${HEADER}\n${`${GOOD}A\n`.repeat(200_001)}`, 'acts.file-tooManyRows'],
    ['more than 25 MB', 'x'.repeat(25_100_000), 'acts.file-tooLarge'],
  ])('refuses a file with %s', async (_what, content, code) => {
    const admin = await administrator();

    const { body } = await upload(admin, content).expect(422);

    expect(body.code).toBe(code);
  });

  it('imports for the own municipality only, and shows it to nobody else', async () => {
    const haarlem = academie.as(
      await academie.given.holder('coordinator', await organisation('haarlem')),
    );
    const velsen = academie.as(
      await academie.given.holder('coordinator', await organisation('velsen')),
    );
    const file = csv(`${GOOD}V-1`, '02-03-2026;Velsen;Kennemerland;Hotel of verhuur;1;V-2');

    const { body } = await upload(haarlem, file, { dryRun: 'true' }).expect(201);

    expect(body).toMatchObject({ created: 1, rejected: 1 });
    await velsen.get(`/api/v1/imports/${body.id}`).expect(404);
    await velsen.get(`/api/v1/imports/${body.id}/rows`).expect(404);
    await velsen.post(`/api/v1/imports/${body.id}/confirmation`).expect(404);
    await velsen.get(`/registraties/importen/${body.id}`).expect(404);
    await velsen.get(`/registraties/importen/${body.id}/afgewezen.csv`).expect(404);
    await upload(haarlem, file, { kind: 'confirmation' }).expect(403);
  });

  it('writes one event an act, and counts nothing twice when two import at once', async () => {
    const admin = await administrator();
    const file = csv(`${GOOD}VI-1`, `${GOOD}VI-2`, `${GOOD}VI-3`);

    const answers = await Promise.all([upload(admin, file), upload(admin, file)]);

    expect(answers.map(({ body }) => sum(body.created, body.matched))).toEqual([3, 3]);
    expect(answers.map(({ body }) => body.created).sort()).toEqual([0, 3]);
    const events = await academie.database.rows(
      `SELECT 1 FROM platform.journal line JOIN acts.act ON act.id = line.subject_id
       WHERE line.action = 'act.recorded' AND act.reference LIKE 'VI-%'`,
    );
    expect(events).toHaveLength(3);
  });
});

const sum = (...counts: number[]): number => counts.reduce((total, count) => total + count, 0);
