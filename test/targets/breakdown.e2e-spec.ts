import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

describe('controls by team, municipality and month', () => {
  const academie = startAcademie({ seed: 'reference' });
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let otherLead: Visitor;
  let admin: Visitor;
  let path: string;
  const places: Record<string, string> = {};

  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const control = async (
    place: string,
    team: string | null,
    occurredOn: string,
    quantity = 1,
    grade = 'A',
  ) => {
    const id = await ledger.act({
      kind: 'btp_control',
      subkind: 'hotel',
      occurredOn,
      quantity,
      grade,
      organisationIds: [places[place]!],
    });
    await academie.database.rows('UPDATE acts.act SET team = $2 WHERE id = $1', [id, team]);
    return id;
  };

  /** Follows every number on the page that leads somewhere, and adds up what is found there. */
  const followAll = async () => {
    const { text } = await lead.get(`${path}/uitsplitsing`).expect(200);
    const links = [...text.matchAll(/<a href="(\/registraties\?[^"]+)">(\d+)<\/a>/g)];
    for (const [, href, number] of links) {
      const list = words(
        (await lead.get(href!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')).expect(200)).text,
      );
      const [, acts, times] = /(\d+) registraties?(?:, samen (\d+) keer)?/.exec(list)!;
      expect([href, Number(times ?? acts)]).toEqual([href, Number(number)]);
    }
    return links.length;
  };

  beforeAll(async () => {
    for (const { id, name } of await academie.database.rows<{ id: string; name: string }>(
      `SELECT id, short_name AS name FROM people.organisation WHERE kind = 'municipality'`,
    ))
      places[name] = id;
    const theme = await academie.database.first<{ id: string; slug: string }>(
      `SELECT id, slug FROM catalogue.theme WHERE slug = 'mensenhandel'`,
    );
    lead = academie.as(await academie.given.holder('theme_lead', theme!.id));
    otherLead = academie.as(
      await academie.given.holder('theme_lead', (await academie.given.theme()).id),
    );
    admin = academie.as(await academie.given.holder('administrator'));
    await ledger.plan(
      [theme!.slug],
      [
        {
          code: 'X20',
          title: 'BTP-controles',
          rule: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
          unit: 'controls',
          norm: 140,
        },
        { code: 'X21', rule: { type: 'held_events', tags: ['a'], minPresent: 1 } },
      ],
    );
    await control('Hoorn', 'noord-holland-noord', '2026-01-12', 3);
    await control('Hoorn', 'noord-holland-noord', '2026-02-10');
    await control('Haarlem', 'kennemerland', '2026-02-11', 2);
    await control('Velsen', 'kennemerland', '2026-02-12', 5, 'C');
    const wrong = await control('Zaanstad', 'zaanstreek-waterland', '2026-02-13', 4);
    await ledger.retractAct(wrong);
    // Of the year before, so of another plan.
    await control('Hoorn', 'noord-holland-noord', '2025-12-30', 7);
    await academie.runWorkers();
    path = `/doelen/${(await ledger.target('X20')).id}`;
  });

  it('are a step away from the target, with the norm and the pace beside them', async () => {
    expect((await lead.get(path).expect(200)).text).toContain(`href="${path}/uitsplitsing"`);
    const page = words((await lead.get(`${path}/uitsplitsing`).expect(200)).text);

    expect(page).toContain('Gedaan 6');
    expect(page).toContain('Norm 140');
    // 62 of 365 days.
    expect(page).toContain('Op schema vandaag 23 17 controles achter');
    expect(page).toContain('daarnaast 5 controles als totaal opgegeven, niet meegeteld');
    expect(page).toContain('In 30 gemeenten is nog niets vastgelegd.');
    expect(page).toMatch(/Team jan feb Totaal Noord-Holland Noord 3 1 4 Kennemerland 0 2 2/);
    expect(page).toMatch(/februari 3 6 23/);
    expect(page).toMatch(/Hoorn Noord-Holland Noord 4 februari Haarlem Kennemerland 2 februari/);
  });

  it('lead to the registrations behind every number', async () => {
    expect(await followAll()).toBeGreaterThan(7);
  });

  it('can be taken along as a file and over the API', async () => {
    const { text, headers } = await lead.get(`${path}/uitsplitsing.csv`).expect(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(text.replace('\ufeff', '').split('\r\n')).toEqual([
      'Maand;Team;Gemeente;Veiligheidsregio;Zekerheid;Aantal',
      '2026-01;Noord-Holland Noord;Hoorn;Noord-Holland Noord;A;3',
      '2026-02;Kennemerland;Haarlem;Kennemerland;A;2',
      '2026-02;Kennemerland;Velsen;Kennemerland;C;5',
      '2026-02;Noord-Holland Noord;Hoorn;Noord-Holland Noord;A;1',
      '',
    ]);
    const { body } = await lead
      .get(`/api/v1${path.replace('doelen', 'targets')}/breakdown`)
      .expect(200);
    expect(body.items).toHaveLength(4);
    expect(body.items[0]).toMatchObject({
      team: 'noord-holland-noord',
      month: '2026-01',
      quantity: 3,
    });
  });

  it('are shown without links to who may not see the registrations, and are of such targets only', async () => {
    expect((await otherLead.get(`${path}/uitsplitsing`).expect(200)).text).not.toContain(
      '/registraties?soort',
    );
    expect((await admin.get(`${path}/uitsplitsing`).expect(200)).text).toContain(
      '/registraties?soort',
    );
    const other = (await ledger.target('X21')).id;
    await lead.get(`/doelen/${other}/uitsplitsing`).expect(404);
    await lead.get(`/doelen/${other}/uitsplitsing.csv`).expect(404);
    await lead.get(`/api/v1/targets/${other}/breakdown`).expect(404);
    expect((await lead.get(`/doelen/${other}`)).text).not.toContain('uitsplitsing');
    await academie
      .as(await academie.given.person())
      .get(`${path}/uitsplitsing`)
      .expect(403);
  });

  it('say nothing wrong before anything is done', async () => {
    const { id } = await academie.database
      .first<{ id: string }>(
        `SELECT t.id FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
          WHERE t.code = 'T20' AND p.year = 2025`,
      )
      .then((row) => row!);
    await academie.database.rows('DELETE FROM targets.contribution WHERE target_id = $1', [id]);
    const page = words((await admin.get(`/doelen/${id}/uitsplitsing`).expect(200)).text);
    expect(page).toContain('In 32 gemeenten is nog niets vastgelegd.');
  });

  it('lead to those without a team or a municipality too', async () => {
    const before = await followAll();
    await control('Haarlem', null, '2026-02-16', 2);
    const nowhere = await control('Haarlem', 'kennemerland', '2026-02-17');
    await academie.database.rows('DELETE FROM acts.act_organisation WHERE act_id = $1', [nowhere]);
    await academie.runWorkers();

    expect(await followAll()).toBeGreaterThan(before + 1);
  });
});
