import { newId } from '@academie/platform';

import { Cmi5Service } from '../../libs/elearning/cmi5/cmi5.service';
import { LaunchService } from '../../libs/elearning/launch/launch.service';
import { startAcademie } from '../support/academie';
import { cmi5, packageOf } from './given-package';
import { GivenPlayer } from './given-player';
import { GivenUnit } from './given-unit';

const CMI5 = 'https://w3id.org/xapi/cmi5';

describe('a package of cmi5', () => {
  const academie = startAcademie();
  const player = new GivenPlayer(academie);
  beforeAll(() => player.begin());

  const opened = async (aus: Parameters<typeof cmi5>[0], inBlock = 0) => {
    const course = await player.published(packageOf(cmi5(aus, inBlock), ['au.html']));
    const learner = await player.learner(course);
    const launch = async (nth = 1, mode?: string) =>
      GivenUnit.launch(player, await learner.open(), `https://maker.example/au/${nth}`, mode);
    return { ...learner, ...course, id: learner.id, launch, isDone: () => player.isDone(learner) };
  };

  it('is launched with all that a unit must know, and fetches its token once', async () => {
    const { launch, person } = await opened([
      {
        url: 'au.html?taal=nl#eind',
        moveOn: 'Passed',
        masteryScore: '0.8',
        launchParameters: 'a=1',
      },
    ]);
    const unit = await launch();

    expect(unit.params.get('taal')).toBe('nl');
    expect(unit.params.get('endpoint')).toBe(`${academie.config.contentUrl}/l/${unit.token}/xapi/`);
    expect(unit.actor).toEqual({
      objectType: 'Agent',
      account: {
        homePage: academie.config.publicUrl,
        name: expect.stringMatching(/^\w{32}$/) as string,
      },
    });
    expect(JSON.stringify(unit.actor)).not.toContain(person.id);
    expect(unit.activityId).not.toBe('https://maker.example/au/1');
    expect(unit.data).toEqual({
      contextTemplate: {
        contextActivities: { grouping: [{ id: 'https://maker.example/au/1' }] },
        extensions: { [`${CMI5}/context/extensions/sessionid`]: expect.any(String) as string },
      },
      launchMode: 'Normal',
      launchMethod: 'AnyWindow',
      moveOn: 'Passed',
      masteryScore: 0.8,
      launchParameters: 'a=1',
      returnURL: `${academie.config.contentUrl}/l/${unit.token}/einde`,
    });
    const again = await player
      .content('post', new URL(unit.params.get('fetch')!).pathname)
      .expect(200);
    expect(again.body).toEqual({ 'error-code': '1', 'error-text': expect.any(String) as string });
    await player.content('get', `/l/${unit.token}/einde`).expect(200);
    const { body } = await unit.get('statements').expect(200);
    const [launched] = (
      body as { statements: { context: { extensions: object }; verb: { id: string } }[] }
    ).statements;
    expect(launched!.context.extensions).toMatchObject({
      [`${CMI5}/context/extensions/launchmode`]: 'Normal',
      [`${CMI5}/context/extensions/moveon`]: 'Passed',
      [`${CMI5}/context/extensions/masteryscore`]: 0.8,
      [`${CMI5}/context/extensions/launchparameters`]: 'a=1',
      [`${CMI5}/context/extensions/launchurl`]: expect.stringContaining(
        '/bestanden/au.html',
      ) as string,
    });
    await unit
      .ask('put', 'activities/state', unit.state('LMS.LaunchData'))
      .send({ a: 1 })
      .expect(403);
    await unit.ask('delete', 'activities/state', unit.state('LMS.LaunchData')).expect(403);
  });

  it.each<[string, string[], boolean]>([
    ['Passed', ['completed'], false],
    ['Passed', ['passed'], true],
    ['Completed', ['passed'], false],
    ['Completed', ['completed'], true],
    ['CompletedAndPassed', ['completed'], false],
    ['CompletedAndPassed', ['completed', 'passed'], true],
    ['CompletedOrPassed', ['failed'], false],
    ['CompletedOrPassed', ['failed', 'completed'], true],
    ['CompletedOrPassed', ['passed'], true],
    ['NotApplicable', [], false],
  ])('that asks for %s is done after %s: %s', async (moveOn, said, expected) => {
    const who = await opened([{ moveOn }]);
    const unit = await who.launch();
    await unit.initialized().expect(200);
    for (const verb of said as ('completed' | 'passed' | 'failed')[])
      await unit[verb]().expect(200);
    await unit.terminated().expect(200);

    expect(await who.isDone()).toBe(expected);
    const satisfied = (await unit.verbs()).filter((verb) => verb === 'satisfied');
    expect(satisfied).toHaveLength(expected || moveOn === 'NotApplicable' ? 1 : 0);
  });

  it('keeps to the order of verbs and to the rules of each', async () => {
    const { launch } = await opened([{ moveOn: 'Passed', masteryScore: '0.7' }]);
    const unit = await launch();
    await unit.completed().expect(403);
    await unit.say('interacted', { defined: false }).expect(403);
    await unit.initialized().expect(200);
    await unit.initialized().expect(403);
    await unit.say('interacted', { defined: false }).expect(200);
    for (const verb of ['launched', 'interacted', `https://w3id.org/xapi/adl/verbs/satisfied`])
      await unit.say(verb).expect(403);
    await unit.passed(0.6).expect(403);
    await unit.failed(0.7).expect(403);
    await unit.say('passed', { result: { success: true } }).expect(400);
    await unit.say('passed', { result: { success: false, duration: 'PT1S' } }).expect(400);
    await unit
      .say('completed', { result: { completion: true, duration: 'PT1S', score: { scaled: 1 } } })
      .expect(400);
    await unit.say('terminated').expect(400);
    await unit.completed().expect(200);
    await unit.completed().expect(403);
    await unit.failed(0.5).expect(200);
    await unit.passed(0.9).expect(403);
    for (const wrong of [
      { more: { actor: { account: { homePage: 'https://x.example', name: 'x' } } } },
      { context: { registration: newId() } },
      { context: { extensions: {} } },
      { object: { id: 'https://x.example/au' } },
    ])
      await unit.say('terminated', { result: { duration: 'PT1S' }, ...wrong }).expect(403);
    await unit.terminated().expect(200);
    await unit.say('interacted', { defined: false }).expect(403);

    const second = await launch();
    await second.initialized().expect(200);
    await second.completed().expect(403);
    await second.passed(0.7).expect(200);
    await second.terminated().expect(200);
    const third = await launch();
    await third.initialized().expect(200);
    await third.failed(0.1).expect(403);
    expect(await third.verbs()).toEqual([
      'launched',
      'initialized',
      'interacted',
      'completed',
      'failed',
      'terminated',
      'launched',
      'initialized',
      'passed',
      'satisfied',
      'terminated',
      'launched',
      'initialized',
    ]);
  });

  it('is looked back at by who is done, and looked around in, and neither counts', async () => {
    const { visitor, lesson, launch } = await opened([{ moveOn: 'CompletedOrPassed' }]);
    const around = await launch(1, 'Browse');
    expect(around.data.launchMode).toBe('Browse');
    expect(around.page).toContain('U kijkt rond. Wat u doet, telt niet mee.');
    await around.initialized().expect(200);
    for (const judged of [around.completed(), around.passed(1), around.failed(0)])
      await judged.expect(403);
    await around.say('interacted', { defined: false }).expect(200);
    await around.terminated().expect(200);
    const { text } = await visitor.get(lesson).expect(200);
    expect(text).not.toContain('U hebt dit afgerond');
    expect(text).toContain('Nog niet begonnen');

    const normal = await launch(1, 'x');
    expect(normal.data.launchMode).toBe('Normal');
    expect(normal.page).toContain('Alleen rondkijken');
    await normal.initialized().expect(200);
    await normal.completed().expect(200);
    await normal.terminated().expect(200);
    const back = await launch();
    expect(back.data.launchMode).toBe('Review');
    expect(back.page).toContain('U hebt dit al afgerond en kijkt terug.');
    await back.initialized().expect(200);
    await back.passed(1).expect(403);
    await back.terminated().expect(200);

    const again = await launch(1, 'Normal');
    expect(again.data.launchMode).toBe('Normal');
    await again.initialized().expect(200);
    await again.passed(1).expect(200);
  });

  it('is abandoned when another unit is opened, and may say nothing from then on', async () => {
    const who = await opened([{ moveOn: 'Completed' }, { moveOn: 'Completed' }]);
    const first = await who.launch(1);
    await first.initialized().expect(200);
    const second = await who.launch(2);

    await first.completed().expect(403);
    expect(await second.verbs()).toEqual(['launched', 'initialized', 'abandoned', 'launched']);
    const { body } = await second.get('statements', {
      verb: 'https://w3id.org/xapi/adl/verbs/abandoned',
    });
    const [abandoned] = (
      body as { statements: { result: object; context: { extensions: object } }[] }
    ).statements;
    expect(abandoned!.result).toMatchObject({ duration: expect.stringMatching(/^PT/) as string });
    expect(abandoned!.context.extensions).toEqual(first.template.extensions);
  });

  it('of several units satisfies its block, then the course, each once; one certificate', async () => {
    const who = await opened(
      [{ moveOn: 'Completed' }, { moveOn: 'Passed' }, { moveOn: 'CompletedOrPassed' }],
      2,
    );
    const first = await who.launch(1);
    await first.initialized().expect(200);
    await first.completed().expect(200);
    await first.terminated().expect(200);
    const second = await who.launch(2);
    await second.initialized().expect(200);
    const both = [
      second.statement('passed', {
        result: { success: true, duration: 'PT1M', score: { scaled: 0.8 } },
      }),
      second.statement('terminated', { result: { duration: 'PT1M' } }),
    ];
    await second.send(both).expect(200);
    await second.send(both).expect(200);
    expect(await who.isDone()).toBe(false);
    const third = await who.launch(3);
    await third.initialized().expect(200);
    await third.passed(1).expect(200);
    await Promise.all([third.completed(), third.completed(), third.completed()]);
    await academie.runWorkers();

    const done = await academie.database.rows(
      'SELECT score FROM elearning.lesson_done WHERE enrolment_id = $1',
      [who.id],
    );
    expect(done).toEqual([{ score: 90 }]);
    const { body } = await third.get('statements', {
      verb: 'https://w3id.org/xapi/adl/verbs/satisfied',
      ascending: 'true',
    });
    const parts = (body as { statements: { object: { definition: { type: string } } }[] })
      .statements;
    expect(parts.map(({ object }) => object.definition.type.split('/').at(-1))).toEqual([
      'block',
      'course',
    ]);
    const completions = await academie.database.rows(
      'SELECT 1 FROM attendance.completion WHERE enrolment_id = $1',
      [who.id],
    );
    expect(completions).toHaveLength(1);
    const front = await who.visitor.get(who.lesson).expect(200);
    expect(front.text).toContain('U hebt dit afgerond.');
    expect(front.text).toContain('80%');
  });

  it('has units that are waived, with the reason, once', async () => {
    const who = await opened([{ moveOn: 'Passed' }]);
    const token = await who.open();
    const launch = await academie.app.get(LaunchService).find(token);
    const service = academie.app.get(Cmi5Service);
    const actor = await academie.given.holder('administrator');
    expect(await service.waive(actor, launch, launch.items[0]!, 'Administrative')).toBe(true);
    expect(await service.waive(actor, launch, launch.items[0]!, 'Tested Out')).toBe(false);

    expect(await who.isDone()).toBe(true);
    const unit = await who.launch();
    const { body } = await unit.get('statements', {
      verb: 'https://w3id.org/xapi/adl/verbs/waived',
    });
    const waived = (body as { statements: { result: object }[] }).statements;
    expect(waived.map(({ result }) => result)).toEqual([
      {
        success: true,
        completion: true,
        extensions: { [`${CMI5}/result/extensions/reason`]: 'Administrative' },
      },
    ]);
    expect(await unit.verbs()).toEqual(['waived', 'satisfied', 'launched']);
  });

  describe('that somebody is let off a unit of', () => {
    const parts = (who: { base: string; id: string }) => `${who.base}/cijfers/deelnemers/${who.id}`;
    const begun = async (...aus: Parameters<typeof cmi5>[0]) => {
      const who = await opened(aus);
      await who.open();
      const { text } = await who.author.get(parts(who)).expect(200);
      return {
        ...who,
        ask: [...text.matchAll(/href="([^"]+)">Vrijstellen/g)].map(([, to]) => to!),
      };
    };
    const events = (id: string) =>
      academie.database.rows<{ data: object }>(
        `SELECT actor_id AS actor, data FROM platform.journal WHERE action = 'unit.waived' AND subject_id = $1`,
        [id],
      );

    it('is asked why, is done once and is said in the journal', async () => {
      const who = await begun({ moveOn: 'Passed' }, { moveOn: 'NotApplicable' });
      const figures = await who.author.get(`${who.base}/cijfers`).expect(200);
      expect(figures.text).toContain(`href="${parts(who)}"`);
      expect(who.ask).toHaveLength(1);
      const [ask] = who.ask as [string];
      expect((await who.author.get(ask).expect(200)).text).toContain('>Reden<');
      const send = (fields: object) => who.author.post(ask).type('form').send(fields);
      for (const reason of [undefined, '', 'Omdat', ['Administrative', 'Tested Out']])
        expect((await send({ reason }).expect(422)).text).toContain('>Reden<');
      expect(await who.isDone()).toBe(false);

      const fields = { reason: 'Equivalent Outside Activity' };
      await Promise.all([send(fields).expect(303), send(fields).expect(303)]);
      const after = await who.author.get(parts(who)).expect(200);
      expect(after.text).toContain('Vrijgesteld');
      expect(after.text).not.toContain(`href="${ask}"`);
      await who.author.get(ask).expect(303).expect('location', parts(who));
      expect(await who.isDone()).toBe(true);
      expect(await events(who.id)).toMatchObject([
        { data: { item: 'https://maker.example/au/1', ...fields } },
      ]);
    });

    it('is open to who gives the offering, and to no other trainer', async () => {
      const who = await begun({ moveOn: 'Passed' });
      const [trainer, stranger] = [
        await academie.given.holder('trainer'),
        await academie.given.holder('trainer'),
      ];
      await academie.database.rows(
        `INSERT INTO catalogue.offering_trainer
         SELECT offering_id, $2 FROM enrolment.enrolment WHERE id = $1`,
        [who.id, trainer.id],
      );
      const fields = { reason: 'Tested Out' };
      const [ask] = who.ask as [string];
      await academie.as(stranger).post(ask).type('form').send(fields).expect(403);
      const { text } = await academie.as(trainer).get(parts(who)).expect(200);
      expect(text).toContain('href="/beheer/voortgang/');
      expect(text).not.toContain(`href="${who.base}/cijfers"`);
      await academie.as(trainer).post(ask).type('form').send(fields).expect(303);
      expect(await who.isDone()).toBe(true);
      expect(await events(who.id)).toMatchObject([{ actor: trainer.id, data: fields }]);
    });

    it('changes nothing for what was done already', async () => {
      const who = await begun({ moveOn: 'Passed' });
      const unit = await who.launch();
      await unit.initialized().expect(200);
      await unit.passed().expect(200);
      await who.author
        .post(who.ask[0]!)
        .type('form')
        .send({ reason: 'Administrative' })
        .expect(303);
      expect(await unit.verbs()).not.toContain('waived');
      expect(await events(who.id)).toEqual([]);
    });

    it('is for who manages the course, and for its own learners', async () => {
      const who = await begun({ moveOn: 'Passed' });
      const other = await begun({ moveOn: 'Passed' });
      const [ask] = who.ask as [string];
      const fields = { reason: 'Administrative' };
      const { given } = academie;
      for (const outsider of [
        await given.holder('theme_lead', (await given.theme()).id),
        await given.holder('trainer'),
        await given.holder('coordinator', (await given.municipality('Hoorn')).id),
        await given.holder('auditor'),
        who.person,
      ]) {
        const visitor = academie.as(outsider);
        await visitor.get(parts(who)).expect(403);
        await visitor.get(ask).expect(403);
        await visitor.post(ask).type('form').send(fields).expect(403);
      }
      await who.author.get(parts({ base: who.base, id: other.id })).expect(404);
      await who.author.post(ask.replace(who.id, other.id)).type('form').send(fields).expect(404);
      await who.author.get(ask.replace(/\d+$/, '9')).expect(404);
      expect(await who.isDone()).toBe(false);
      const administrator = academie.as(await given.holder('administrator'));
      await administrator.post(ask).type('form').send(fields).expect(303);
      expect(await who.isDone()).toBe(true);
    });
  });

  it('forgets what an author tried with its launch', async () => {
    const [author, draft] = await player.draftWith(
      packageOf(cmi5([{ moveOn: 'Passed' }]), ['au.html']),
    );
    const tried = await author.post(`${draft}/proberen`).expect(303);
    const [, token] = /\/l\/([\w-]{43})\//.exec(tried.headers.location!)!;
    const unit = await GivenUnit.launch(player, token!);
    await unit.initialized().expect(200);
    await unit.passed().expect(200);
    await academie.database.rows(
      `UPDATE elearning.launch SET expires_at = created_at - interval '1 hour'`,
    );
    await academie.app.get(LaunchService).forget();

    expect(
      await academie.database.rows('SELECT 1 FROM elearning.registration WHERE id = $1', [
        unit.registration,
      ]),
    ).toEqual([]);
  });
});
