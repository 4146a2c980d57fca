import type { FactsOf2025 } from './plan-2025-facts';

/** A target of the year plan 2025, what happened for it, and what that comes to. */
export interface Example {
  code: string;
  happens: (facts: FactsOf2025) => Promise<unknown>;
  /** In the unit of the target, worked out by hand. */
  value: number;
  status: 'met' | 'unreachable' | 'behind';
  because: string;
}

const range = (from: number, until: number): number[] =>
  Array.from({ length: until - from }, (_, index) => from + index);

/** Does the same a few times, on the first day of as many months. */
const monthly = async (months: number[], happens: (day: string) => Promise<unknown>) => {
  for (const month of months) await happens(`2025-${String(month).padStart(2, '0')}-03`);
};

export const EXAMPLES: Example[] = [
  {
    code: 'T01',
    happens: async (facts) => {
      for (const in_academie of [true, true, true, false])
        await facts.act('known_training', { flags: { in_academie } });
    },
    value: 75,
    status: 'unreachable',
    because: 'four trainings are known to the themes and three of them are in the academie: 3 of 4',
  },
  {
    code: 'T02',
    happens: async (facts) => {
      await facts.held('2025-02-03', { kind: 'training', tags: ['bibob'] });
      await facts.held('2025-12-31', { kind: 'workshop', tags: ['bibob'] });
      await facts.held('2026-01-02', { kind: 'training', tags: ['bibob'] });
      await facts.held('2025-03-03', { kind: 'training', mode: 'online', tags: ['bibob'] });
      await facts.cancelled('2025-04-03', { kind: 'training', tags: ['bibob'] });
    },
    value: 2,
    status: 'met',
    because: 'one in February and one on the last day; not the online, cancelled or next year one',
  },
  {
    code: 'T03',
    happens: async (facts) => {
      await facts.published('2024-06-01', { tags: ['bibob'] });
      await facts.published('2025-03-01', { tags: ['bibob'] });
      await facts.published('2026-01-01', { tags: ['bibob'] });
      await facts.published('2025-03-01', { tags: ['bouwen'] });
    },
    value: 2,
    status: 'met',
    because: 'one was on line since 2024 and one came in March; the third came after the year',
  },
  {
    code: 'T04',
    happens: async (facts) => {
      await facts.held('2025-02-04', { kind: 'knowledge_session', tags: ['bibob'] });
      await facts.planned('2025-09-04', { kind: 'knowledge_session', tags: ['bibob'] });
    },
    value: 1,
    // Its register was never closed, which may still be done.
    status: 'behind',
    because:
      'one was held; what was planned and never held does not count, nor voorlichting of T05',
  },
  {
    code: 'T05',
    happens: async (facts) => {
      await facts.held('2025-02-05', {
        kind: 'knowledge_session',
        tags: ['bibob', 'voorlichting'],
      });
      await facts.held('2025-03-05', {
        kind: 'knowledge_session',
        tags: ['bibob', 'voorlichting'],
      });
      await facts.act('publication', { subkind: 'handvat-bibob', document: true });
    },
    value: 2,
    status: 'met',
    because: 'two parts, each met: voorlichting (twice is still one part) and a handvat',
  },
  {
    code: 'T06',
    happens: async (facts) => {
      await facts.act('milestone', { subkind: 'verkenning-experience-based', document: false });
      await facts.act('milestone', { subkind: 'verkenning-experience-based', document: true });
    },
    value: 1,
    status: 'met',
    because: 'finished with a document; without one it would not count, and twice is once',
  },
  {
    code: 'T07',
    happens: async (facts) => {
      const answer = { subkind: 'norm-weerbare-overheid' };
      await facts.acts('survey_response', range(0, 12), { ...answer, status: 'submitted' });
      await facts.acts('survey_response', [12, 13], { ...answer, status: 'opened' });
      await facts.act('survey_response', { ...answer, status: 'submitted', at: [0] });
      await facts.acts('survey_response', [14], { subkind: 'nulmeting-onrust', status: 'opened' });
    },
    value: 12,
    status: 'unreachable',
    because:
      'twelve municipalities submitted; two only opened it and one of the twelve sent it twice',
  },
  {
    code: 'T08',
    happens: async (facts) => {
      const ask = { subkind: 'norm-weerbare-overheid' };
      await facts.acts('support_request', [0, 1, 1], { ...ask, status: 'answered' });
      await facts.acts('support_request', [2], { ...ask, status: 'received' });
      await facts.acts('support_request', [3], { ...ask, status: 'withdrawn' });
    },
    value: 75,
    status: 'unreachable',
    because:
      'three of four requests were answered; one that was withdrawn is not in the denominator',
  },
  {
    code: 'T09',
    happens: async (facts) => {
      await facts.act('menu_item', { subkind: 'speedmobiel', status: 'delivered', at: [5, 6] });
      await facts.act('menu_item', { subkind: 'vr-brillen', status: 'planned', at: [7] });
      await facts.act('menu_item', { subkind: 'vr-brillen', status: 'requested', at: [8] });
    },
    value: 6,
    status: 'unreachable',
    because: 'two that shared the Speedmobiel, and the four of T10 that had a drugsemmer delivered',
  },
  {
    code: 'T10',
    happens: async (facts) => {
      const bucket = { subkind: 'drugsemmer', status: 'delivered' };
      for (const [place, offered] of [true, true, true, false].entries())
        await facts.act('menu_item', {
          ...bucket,
          at: [place],
          flags: { agrocoach_offered: offered },
        });
    },
    value: 75,
    status: 'unreachable',
    because: 'the drugsemmer went to four and the Agrocoach was offered to three of them',
  },
  {
    code: 'T11',
    happens: async (facts) => {
      const hour = { kind: 'question_hour', tags: ['integrale-controles'] };
      await facts.held('2025-01-06', { ...hour, mode: 'online' });
      await facts.held('2025-03-31', { ...hour, mode: 'online' });
      await facts.held('2025-04-01', { ...hour, mode: 'online' });
      await facts.held('2025-08-05', { ...hour, mode: 'in_person' });
      await facts.held('2025-12-31', { ...hour, mode: 'online' });
    },
    value: 3,
    status: 'unreachable',
    because:
      'quarters 1, 2 and 4; two in the first do not make up for the third, which met in a room',
  },
  {
    code: 'T12',
    happens: async (facts) => {
      const record = { subkind: 'integrale-controles' };
      await facts.acts('status_record', range(0, 31), { ...record, status: 'niet_begonnen' });
      await facts.act('status_record', { ...record, status: 'op_orde', at: [31] });
    },
    value: 32,
    status: 'met',
    because: 'all 32 have a status in the overview, whatever that status is',
  },
  {
    code: 'T13',
    happens: (facts) => facts.held('2025-10-09', { kind: 'network_day', themes: ['drugs'] }),
    value: 1,
    status: 'met',
    because: 'one network day of the theme was held',
  },
  {
    code: 'T14',
    happens: async (facts) => {
      const training = { kind: 'training', themes: ['drugs'], tags: ['op-locatie'] };
      await facts.held('2025-03-11', training);
      await facts.held('2025-04-11', { ...training, audiences: ['boa'] });
    },
    value: 2,
    status: 'unreachable',
    because: 'two were held, and none of them was for the fire service, which the plan asks for',
  },
  {
    code: 'T15',
    happens: (facts) =>
      monthly([3, 6, 9], (day) =>
        facts.held(day, { kind: 'training', themes: ['drugs'], tags: ['drugslab'], at: [1, 2] }),
      ),
    value: 3,
    status: 'met',
    because: 'three trainings at the company; how many took part does not matter',
  },
  {
    code: 'T16',
    happens: async (facts) => {
      const masterclass = { kind: 'masterclass', themes: ['drugs'] };
      await monthly([2, 5], (day) => facts.held(day, { ...masterclass, mode: 'online' }));
      await facts.held('2025-06-03', { ...masterclass, mode: 'in_person' });
    },
    value: 2,
    status: 'unreachable',
    because: 'two of three were online, as the plan says they must be',
  },
  {
    code: 'T17',
    happens: (facts) => facts.held('2025-05-13', { kind: 'knowledge_session', themes: ['drugs'] }),
    value: 1,
    status: 'met',
    because:
      'one knowledge session; the days, trainings and masterclasses of T13 to T16 count there',
  },
  {
    code: 'T18',
    happens: async (facts) => {
      await facts.held('2025-05-14', {
        kind: 'training',
        themes: ['criminele-geldstromen'],
        audiences: ['politie'],
      });
      await facts.act('awareness_session', { subkind: 'inwoners' });
      await facts.act('awareness_session', { subkind: 'inwoners' });
    },
    value: 1,
    status: 'unreachable',
    because:
      'partners were reached, entrepreneurs were not, and residents only by a count of heads (C)',
  },
  {
    code: 'T19',
    happens: async (facts) => {
      await facts.act('support_delivered', { subkind: 'beleidsplan-mensenhandel', at: [0, 1, 2] });
      await facts.held('2025-06-10', {
        kind: 'workshop',
        themes: ['mensenhandel'],
        tags: ['mensenhandelbeleid'],
        at: [2, 3, 4, 5],
      });
      await facts.act('confirmation', { target: 'T19', on: '2025-06-11', at: [2, 3, 4] });
      await facts.act('confirmation', { target: 'T45', at: [5] });
    },
    value: 5,
    status: 'met',
    because: 'three got support and two of the workshop were confirmed; being there is not enough',
  },
  {
    code: 'T20',
    happens: async (facts) => {
      await facts.act('btp_control', { at: [0], quantity: 25, subkind: 'hotel' });
      await facts.acts('btp_control', range(0, 23), { quantity: 5, subkind: 'thuiswerk' });
      await facts.ledger.retractAct(await facts.act('btp_control', { at: [1], quantity: 20 }));
      await facts.act('btp_control', { on: '2024-12-31', at: [1], quantity: 9 });
    },
    value: 140,
    status: 'met',
    because: '25 and 23 times 5; what was retracted and what was done in 2024 do not count',
  },
  {
    code: 'T21',
    happens: (facts) =>
      monthly([4, 11], (day) =>
        facts.held(day, {
          kind: 'knowledge_session',
          themes: ['mensenhandel'],
          audiences: ['toezichthouder-btp'],
          tags: ['btp'],
        }),
      ),
    value: 2,
    status: 'met',
    because: 'two sessions for BTP supervisors',
  },
  {
    code: 'T22',
    happens: (facts) =>
      monthly([1, 4, 9], (day) =>
        facts.held(day, {
          kind: 'knowledge_session',
          themes: ['mensenhandel'],
          audiences: ['aandachtsfunctionaris', 'beleidsmedewerker'],
        }),
      ),
    value: 3,
    status: 'unreachable',
    because:
      'three of four; a joint session for both functions is one, and those of T21 are not here',
  },
  {
    code: 'T23',
    happens: (facts) =>
      monthly([5, 10, 12], (day) =>
        facts.held(day, {
          kind: 'training',
          themes: ['mensenhandel'],
          audiences: ['toezichthouder'],
          tags: ['vroegsignalering'],
        }),
      ),
    value: 3,
    status: 'met',
    because: 'at least two; the third is shown as more',
  },
  {
    code: 'T24',
    happens: async (facts) => {
      const training = { kind: 'training', themes: ['mensenhandel'], tags: ['poort'] };
      await facts.held('2025-05-20', { ...training, audiences: ['balie'] });
      await facts.held('2025-06-20', { ...training, audiences: ['leidinggevende-balie'] });
    },
    value: 2,
    status: 'met',
    because: 'two trainings, which between them served both staff and managers',
  },
  {
    code: 'T25',
    happens: (facts) =>
      facts.held('2025-05-21', {
        kind: 'training',
        themes: ['mensenhandel'],
        audiences: ['jurist'],
      }),
    value: 1,
    status: 'met',
    because: 'one training for municipal lawyers',
  },
  {
    code: 'T26',
    happens: async (facts) => {
      const courseSlug = await facts.onLine('buit', ['mensenhandel', 'weerbare-jeugd']);
      await facts.reported(courseSlug, [
        { email: 'eerder@school.example', startedOn: '2024-11-05', completedOn: '2024-11-20' },
      ]);
      await facts.baseline('T26', 1);
      await facts.reported(courseSlug, [
        { email: 'nieuw@school.example', startedOn: '2025-02-03' },
        { email: 'klaar@school.example', startedOn: '2025-03-03', completedOn: '2025-04-01' },
        { email: 'laat@school.example', startedOn: '2025-12-31' },
        { email: 'erna@school.example', startedOn: '2026-01-02' },
        { email: 'zonder@elders.example', startedOn: '2025-05-05', organisation: '' },
      ]);
      await facts.act('reported_total', { subkind: courseSlug, quantity: 90 });
    },
    value: 3,
    status: 'unreachable',
    because:
      'three began in 2025; not who began before or after, nor of no organisation, nor a bare total',
  },
  {
    code: 'T27',
    happens: (facts) =>
      monthly([2, 4, 9, 11], (day) =>
        facts.held(day, {
          kind: 'workshop',
          themes: ['mensenhandel', 'weerbare-jeugd'],
          tags: ['buit-workshop'],
        }),
      ),
    value: 4,
    status: 'met',
    because: 'four workshops, shared by two themes and counted once: never eight',
  },
  {
    code: 'T28',
    happens: (facts) =>
      facts.held('2025-04-17', {
        kind: 'theme_day',
        themes: ['mensenhandel', 'weerbare-jeugd', 'cyber', 'mor'],
        tags: ['werken-met-ouders'],
      }),
    value: 1,
    status: 'met',
    because: 'one day that four themes share is one',
  },
  {
    code: 'T29',
    happens: async (facts) => {
      const session = { kind: 'knowledge_session', themes: ['weerbare-jeugd'] };
      await facts.held('2025-02-18', { ...session, mode: 'online' });
      await facts.held('2025-09-18', { ...session, mode: 'in_person' });
      await facts.held('2025-10-18', { ...session, tags: ['routekaart-online-leefwereld'] });
    },
    value: 2,
    status: 'met',
    because: 'one online and one in a room; the follow-up on the routekaart counts for T32',
  },
  {
    code: 'T30',
    happens: async (facts) => {
      await facts.act('milestone', { subkind: 'trainingsaanbod-weerbare-jeugd', document: true });
      await facts.planned('2025-11-05', { kind: 'training', themes: ['weerbare-jeugd'] });
    },
    value: 1,
    status: 'met',
    because: 'the offer was finished with a document and a course of it was open to enrol',
  },
  {
    code: 'T31',
    happens: async (facts) => {
      const session = { kind: 'knowledge_session', tags: ['scan-weerbare-jeugd'] };
      await facts.held('2025-03-20', { ...session, at: [0, 1] });
      await facts.held('2025-04-20', { ...session, at: [3] });
      await facts.held('2025-05-20', { ...session, at: [3, 4, 5] });
    },
    value: 2,
    status: 'met',
    because: 'municipalities learn from each other, so the session with one of them does not count',
  },
  {
    code: 'T32',
    happens: () => Promise.resolve(),
    value: 1,
    status: 'met',
    because: 'the follow-up that was held among the facts of T29, which is not a meeting of T29',
  },
  {
    code: 'T33',
    happens: (facts) =>
      facts.held('2025-03-25', {
        kind: 'knowledge_session',
        themes: ['cyber-eigen-huis'],
        tags: ['private-partij'],
      }),
    value: 1,
    status: 'unreachable',
    because: 'one session with a private party, where two is the norm that is set',
  },
  {
    code: 'T34',
    happens: (facts) =>
      monthly([3, 6], (day) =>
        facts.held(day, {
          kind: 'knowledge_session',
          themes: ['cyber-eigen-huis'],
          audiences: ['ciso'],
          tags: ['ciso-netwerk'],
          at: [0, 1, 2],
          functions: ['ciso'],
        }),
      ),
    value: 2,
    status: 'met',
    because: 'two activities of the network; the municipalities are a number beside it',
  },
  {
    code: 'T35',
    happens: async (facts) => {
      await facts.act('milestone', { subkind: 'leergang-cyber', document: true });
      await facts.planned('2025-11-12', { kind: 'training', tags: ['leergang-cyber'] });
    },
    value: 1,
    status: 'met',
    because: 'the learning path was finished with a document and one of its courses was open',
  },
  {
    code: 'T36',
    happens: (facts) =>
      monthly([1, 2, 3, 4], (day) =>
        facts.held(day, { kind: 'consultation', tags: ['overleg-veiligheidsregios'] }),
      ),
    value: 4,
    status: 'met',
    because: 'four a year is what the plan says, not one in every quarter: three were in the first',
  },
  {
    code: 'T37',
    happens: (facts) =>
      facts.held('2025-06-24', { audiences: ['jongerenwerker'], tags: ['cybercenter'] }),
    value: 1,
    status: 'met',
    because: 'one session with the cybercenter for people who work with the young',
  },
  {
    code: 'T38',
    happens: async (facts) => {
      await facts.held('2025-06-25', { kind: 'training', tags: ['online-orde-osint'] });
      await facts.held('2025-07-25', { kind: 'training', tags: ['online-orde-osint'] });
    },
    value: 1,
    status: 'unreachable',
    because: 'trained twice and never exercised: one of two parts',
  },
  {
    code: 'T39',
    happens: async (facts) => {
      await facts.held('2025-09-02', { tags: ['online-ordeverstoringen'], at: [0, 1] });
      await facts.acts('acknowledged_reading', [1, 2], { subkind: 'protocol-ordeverstoringen' });
    },
    value: 3,
    status: 'unreachable',
    because: 'two were at the session and two have read it, one of them both: three municipalities',
  },
  {
    code: 'T40',
    happens: (facts) =>
      facts.acts('survey_response', range(0, 32), {
        subkind: 'nulmeting-onrust',
        status: 'submitted',
      }),
    value: 32,
    status: 'met',
    because: 'all municipalities submitted their answers',
  },
  {
    code: 'T41',
    happens: async (facts) => {
      const training = { kind: 'training', themes: ['mor-lokaal'] };
      await facts.planned('2025-05-15', training);
      await facts.cancelled('2025-06-15', training);
      await facts.held('2026-02-15', training);
    },
    value: 1,
    status: 'unreachable',
    because: 'one course was open to enrol in the year; another was withdrawn, a third came later',
  },
  {
    code: 'T42',
    happens: async (facts) => {
      await facts.held('2025-10-02', { kind: 'theme_day', tags: ['sleutelfiguren'], at: [0, 1] });
      await facts.act('invitation', { subkind: 'sleutelfiguren', at: range(0, 32) });
    },
    value: 1,
    status: 'met',
    because: 'the event is the target; 32 invited and 2 present stand beside it',
  },
  {
    code: 'T43',
    happens: (facts) =>
      facts.held('2025-11-06', { kind: 'theme_day', tags: ['integraal-netwerk'] }),
    value: 1,
    status: 'met',
    because: 'one theme day of the network; the days of T28 and T42 are not it',
  },
  {
    code: 'T44',
    happens: async (facts) => {
      const lab = { kind: 'living_lab', themes: ['mor-netwerk'], mode: 'online' };
      await monthly([2, 5], (day) => facts.held(day, lab));
      await facts.planned('2025-12-04', { ...lab, tags: ['online-trends'] });
    },
    value: 2,
    // Its register was never closed, which may still be done.
    status: 'behind',
    because: 'two were held; the third was offered, which stands beside it',
  },
  {
    code: 'T45',
    happens: async (facts) => {
      const network = { subkind: 'signaleringsnetwerk' };
      await facts.acts('status_record', [0, 1, 2, 3], { ...network, status: 'op_orde' });
      await facts.act('status_record', {
        ...network,
        on: '2025-09-09',
        status: 'in_opbouw',
        at: [3],
      });
      await facts.act('confirmation', { target: 'T45', at: [0, 1, 3] });
    },
    value: 2,
    status: 'unreachable',
    because: 'four reported it, one fell back, and of the three left a theme lead confirmed two',
  },
  {
    code: 'T46',
    happens: async (facts) => {
      const specialist = (house: number, on: string, status: string) =>
        facts.act('radicalisation_specialist', { houses: [house], on, status });
      await specialist(0, '2025-02-01', 'geborgd');
      await specialist(1, '2025-02-01', 'aanwezig');
      await specialist(1, '2025-09-01', 'geborgd');
      await specialist(2, '2025-02-01', 'geborgd');
      await specialist(2, '2025-09-01', 'afwezig');
    },
    value: 2,
    status: 'unreachable',
    because: 'the newest status counts: two have one secured and the third lost theirs',
  },
  {
    code: 'T47',
    happens: async (facts) => {
      await facts.acts('advice_request', [0, 1, 2], { status: 'answered' });
      await facts.act('advice_request', { status: 'received' });
      await facts.act('advice_request', { status: 'withdrawn' });
    },
    value: 75,
    status: 'unreachable',
    because: 'three of four got advice; who withdrew the question does not count',
  },
  {
    code: 'T48',
    happens: async (facts) => {
      for (const on of ['2025-02-11', '2025-02-12', '2025-05-14', '2025-08-20', '2025-11-05'])
        await facts.act('media_story', { on });
    },
    value: 4,
    status: 'unreachable',
    because: 'every quarter had one, but none told of a person',
  },
  {
    code: 'T49',
    happens: (facts) => facts.acts('tool_test', [3, 4, 4, 5], { subkind: 'gelegenheidskaarten' }),
    value: 3,
    status: 'met',
    because: 'a second test in one area adds nothing: three areas',
  },
  {
    code: 'T50',
    happens: (facts) => facts.act('milestone', { subkind: 'analyse-fenomeen', document: true }),
    value: 1,
    status: 'met',
    because: 'one analysis is there, with its document',
  },
  {
    code: 'T51',
    happens: (facts) => facts.act('milestone', { subkind: 'pilot-geurkaarten', document: true }),
    value: 0,
    status: 'unreachable',
    because: 'the pilot with scent cards is another pilot',
  },
];
