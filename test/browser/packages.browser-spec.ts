import type { Browser, Frame, Page } from 'playwright-core';

import { newId } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import {
  cmi5,
  givenDraft,
  packageOf,
  scorm12,
  scorm2004,
  sendPackage,
} from '../elearning/given-package';
import { givenContent, question, TEST } from '../elearning/given-content';
import { GivenTool } from '../elearning/given-tool';
import { axeFaults } from './axe';

/** A page that looks for its API as packages do, in a frame of its own, and notes what it cannot reach. */
const sco = (api: string, body: string): string => `<!doctype html><title>x</title><body><script>
function find(win) { while (!win.${api} && win.parent !== win) win = win.parent; return win.${api}; }
const api = find(window);
${body}
</script></body>`;
const framed = (page: string) => `<iframe src="${page}" width="300" height="200"></iframe>`;

const SCO12 = sco(
  'API',
  `api.LMSInitialize('');
document.title = [api.LMSGetValue('cmi.core.entry'), api.LMSGetValue('cmi.suspend_data').length, api.LMSGetValue('cmi.launch_data')].join();
window.half = () => { api.LMSSetValue('cmi.suspend_data', 'x'.repeat(4096)); api.LMSSetValue('cmi.core.lesson_location', 'p2'); };
addEventListener('pagehide', () => { api.LMSSetValue('cmi.core.lesson_location', 'p9'); api.LMSFinish(''); });
window.whole = () => { api.LMSSetValue('cmi.core.score.raw', '88'); api.LMSSetValue('cmi.core.lesson_status', 'passed'); api.LMSCommit(''); };
window.attack = async (academie) => {
  const tried = [];
  const t = async (work) => { try { const r = await work(); tried.push(String(r)); } catch (e) { tried.push('refused'); } };
  await t(() => top.document.body.innerHTML);
  await t(() => top.document.cookie);
  await t(() => fetch(academie + '/mijn', { credentials: 'include' }).then((r) => r.text()));
  await t(() => fetch(academie + '/mijn', { credentials: 'include', mode: 'no-cors' }).then((r) => r.type));
  await t(() => fetch('/mijn').then((r) => r.status));
  await t(() => fetch('/static/dist/manifest.json').then((r) => r.status));
  await t(() => new Promise((ok, no) => { const i = new Image(); i.onload = () => ok('seen'); i.onerror = no; i.src = academie + '/favicon.ico'; }));
  await t(() => { top.location = academie + '/uitloggen'; return 'gone'; });
  await t(() => document.cookie || 'no cookie');
  return tried;
};`,
);
const SCO2004 = sco(
  'API_1484_11',
  `api.Initialize('');
document.title = [api.GetValue('cmi.entry'), api.GetValue('cmi.suspend_data').length].join();
window.half = () => { api.SetValue('cmi.suspend_data', '"'.repeat(64000)); api.SetValue('cmi.completion_status', 'incomplete'); api.SetValue('cmi.exit', 'suspend'); };
window.ends = (success, request) => { api.SetValue('cmi.success_status', success); api.SetValue('cmi.completion_status', 'completed'); api.SetValue('cmi.location', 'p9'); api.SetValue('adl.nav.request', request); api.Terminate(''); };
window.whole = () => { api.SetValue('cmi.score.scaled', '0.9'); api.SetValue('cmi.success_status', 'passed'); api.SetValue('cmi.completion_status', 'completed'); api.Terminate(''); };`,
);

const UNIT = `<!doctype html><title>x</title><body><script>
const q = new URLSearchParams(location.search);
const cat = (id) => ({ id: 'https://w3id.org/xapi/cmi5/context/categories/' + id });
let auth, template;
const ask = (path, options = {}) => fetch(q.get('endpoint') + path, { ...options, headers: { authorization: 'Basic ' + auth, 'x-experience-api-version': '1.0.3', 'content-type': 'application/json' } });
window.say = (verb, result) => ask('statements', { method: 'POST', body: JSON.stringify({
  id: crypto.randomUUID(), actor: JSON.parse(q.get('actor')), verb: { id: 'http://adlnet.gov/expapi/verbs/' + verb },
  object: { id: q.get('activityId') }, result, timestamp: new Date().toISOString(),
  context: { ...template, registration: q.get('registration'), contextActivities: { ...template.contextActivities, category: result && verb !== 'terminated' ? [cat('cmi5'), cat('moveon')] : [cat('cmi5')] } } }) }).then((r) => r.status);
(async () => {
  auth = (await (await fetch(q.get('fetch'), { method: 'POST' })).json())['auth-token'];
  const place = new URLSearchParams({ stateId: 'LMS.LaunchData', activityId: q.get('activityId'), agent: q.get('actor'), registration: q.get('registration') });
  template = (await (await ask('activities/state?' + place)).json()).contextTemplate;
  document.title = 'begonnen ' + (await window.say('initialized'));
})();
</script></body>`;

const OF_UNITS = ['initialized', 'completed', 'passed', 'failed', 'terminated'];

describe('a package, in a browser', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  let author: Visitor;
  let theme: { id: string };

  beforeAll(async () => {
    theme = await academie.given.theme();
    author = academie.as(await academie.given.holder('theme_lead', theme.id));
    academie.config.publicUrl = academie.url;
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  const opened = async (zip: Buffer) => {
    const draft = await givenDraft(academie, author, theme.id);
    const { headers } = await sendPackage(author, draft, zip).expect(303);
    await author.post(`${draft.base}/publiceren`).type('form').send({ rule: 'all' }).expect(303);
    const key = /les\/([^/]+)\/pakket/.exec(headers.location!)![1]!;
    const person = await academie.given.person();
    const [id] = await academie.given.enrolled(draft.offeringId, [person]);
    await academie.given.signedIn(person.id);
    const context = await browser!.newContext({ baseURL: academie.url, locale: 'nl' });
    const value = sessionTokenOf(person.id);
    await context.addCookies([{ name: 'sessie', value, url: academie.url, httpOnly: true }]);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return { page, context, id: id!, lesson: `/leren/${id}/les/${key}` };
  };
  const part = async (page: Page, lesson: string, name: string): Promise<Frame> => {
    await page.goto(lesson);
    await page.getByRole('button', { name: /Openen|Verdergaan/ }).click();
    return partIn(page, name);
  };
  const partIn = async (page: Page, name: string): Promise<Frame> => {
    for (let wait = 0; wait < 150; wait += 1) {
      const found = page.frames().find((frame) => frame.url().includes(name));
      if (found && (await found.title().catch(() => '')) !== 'x') return found;
      await page.waitForTimeout(50);
    }
    throw new Error(
      `${name} does not open: ${page
        .frames()
        .map((one) => one.url())
        .join(' ')}`,
    );
  };
  const kept = async (id: string, what: string, expected: unknown): Promise<void> => {
    let row: { found: unknown } | undefined;
    for (let wait = 0; wait < 100; wait += 1) {
      row = await academie.database.first<{ found: unknown }>(
        `SELECT ${what} AS found FROM elearning.runtime_state WHERE enrolment_id = $1`,
        [id],
      );
      if (row?.found === expected) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(row?.found).toBe(expected);
  };

  it('of SCORM 1.2 plays in a nested frame, goes on after a killed tab, and reaches nothing of ours', async () => {
    if (!browser) return;
    const { page, context, id, lesson } = await opened(
      packageOf(
        scorm12([
          { id: 'a', href: 'start.html', more: '<adlcp:datafromlms>LD</adlcp:datafromlms>' },
        ]),
        [
          { name: 'start.html', content: framed('diep/sco.html') },
          { name: 'diep/sco.html', content: SCO12 },
        ],
      ),
    );
    const first = await part(page, lesson, 'sco.html');
    expect(await first.title()).toBe('ab-initio,0,LD');
    const tried = await first.evaluate(`attack(${JSON.stringify(academie.url)})`);
    expect(tried).toEqual([
      'refused',
      'refused',
      'refused',
      'refused',
      '404',
      '404',
      'refused',
      'refused',
      'no cookie',
    ]);
    expect(page.url()).toContain('/speler/');
    await first.evaluate('half()');
    await kept(id, `length(data ->> 'suspend_data')`, 4096);
    await page.close({ runBeforeUnload: false });
    await kept(id, `data -> 'core' ->> 'lesson_location'`, 'p9');

    const again = await context.newPage();
    again.setDefaultTimeout(15_000);
    const second = await part(again, lesson, 'sco.html');
    expect(await second.title()).toContain(',4096,LD');
    await second.evaluate('whole()');
    await kept(id, 'status', 'passed');
    await again.getByRole('link', { name: 'Klaar met dit onderdeel' }).click();
    await again.getByText('U hebt dit afgerond.').waitFor();
    expect(await again.getByText('88%').count()).toBe(1);
    expect(await axeFaults(again, 'main')).toEqual([]);
    await context.close();
  }, 60_000);

  it('of SCORM 2004 plays its parts one after the other, also in a tab of its own', async () => {
    if (!browser) return;
    const { page, context, id, lesson } = await opened(
      packageOf(
        scorm2004([
          { id: 'a', href: 'sco.html?deel=1' },
          { id: 'b', href: 'sco.html?deel=2' },
        ]),
        [{ name: 'sco.html', content: SCO2004 }],
      ),
    );
    const first = await part(page, lesson, 'deel=1');
    expect(await first.title()).toBe('ab-initio,0');
    await first.evaluate('half()');
    await kept(id, `length(data ->> 'suspend_data')`, 64_000);
    const link = page.getByRole('link', { name: 'Openen in een eigen tabblad' });
    const [apart] = await Promise.all([context.waitForEvent('page'), link.click()]);
    const own = await partIn(apart, 'deel=1');
    expect(await own.title()).toBe('resume,64000');
    await own.evaluate('whole()');
    await apart.getByRole('link', { name: 'Volgende: b' }).click();
    const second = await partIn(apart, 'deel=2');
    await second.evaluate('whole()');
    await kept(id, 'bool_and(done_at IS NOT NULL) AND count(*) = 2', true);
    await apart.getByRole('link', { name: 'Terug naar de academie' }).click();
    await apart.getByText('U hebt dit afgerond.').waitFor();
    await context.close();
  }, 60_000);

  it('of SCORM 2004 begins a part again that was failed', async () => {
    if (!browser) return;
    const rule = (kind: string, action: string, condition: string): string =>
      `<imsss:sequencing><imsss:sequencingRules><imsss:${kind}><imsss:ruleConditions><imsss:ruleCondition ${condition}/></imsss:ruleConditions><imsss:ruleAction action="${action}"/></imsss:${kind}></imsss:sequencingRules></imsss:sequencing>`;
    const { page, context, id, lesson } = await opened(
      packageOf(
        scorm2004([
          {
            id: 'a',
            href: 'sco.html?deel=1',
            more: rule('postConditionRule', 'retry', 'condition="satisfied" operator="not"'),
          },
          { id: 'b', href: 'sco.html?deel=2' },
        ]),
        [{ name: 'sco.html', content: SCO2004 }],
      ),
    );
    const first = await part(page, lesson, 'deel=1');
    await first.evaluate(`ends('failed', 'continue')`);
    await kept(id, 'max(attempts)', 2);
    const again = await partIn(page, 'deel=1');
    expect(await again.title()).toBe('ab-initio,0');
    await context.close();
  }, 60_000);

  it('of SCORM 2004 goes to the part that another one chooses or jumps to, and out', async () => {
    if (!browser) return;
    const parts = ['a', 'b', 'c'].map((id, index) => ({ id, href: `sco.html?deel=${index + 1}` }));
    const { page, context, lesson } = await opened(
      packageOf(scorm2004(parts), [{ name: 'sco.html', content: SCO2004 }]),
    );
    const first = await part(page, lesson, 'deel=1');
    await first.evaluate(`ends('passed', '{target=c}choice')`);
    const third = await partIn(page, 'deel=3');
    await third.evaluate(`ends('passed', '{target=b}jump')`);
    const second = await partIn(page, 'deel=2');
    expect(await second.title()).toBe('ab-initio,0');
    await second.evaluate(`ends('passed', 'exitAll')`);
    await partIn(page, '/einde');
    await context.close();
  }, 60_000);

  it('of SCORM 2004 knows where it may ask to go, and leads out when it stops for now', async () => {
    if (!browser) return;
    const closed = `<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing>`;
    const parts = ['a', 'b', 'c'].map((id, index) => ({
      ...{ id, href: `sco.html?deel=${index + 1}` },
      ...(id === 'c' && { more: closed }),
    }));
    const { page, context, lesson } = await opened(
      packageOf(scorm2004(parts), [{ name: 'sco.html', content: SCO2004 }]),
    );
    const valid = (frame: Frame, what: string) =>
      frame.evaluate(`api.GetValue('adl.nav.request_valid.${what}')`);
    const first = await part(page, lesson, 'deel=1');
    expect(await valid(first, 'continue')).toBe('true');
    expect(await valid(first, 'previous')).toBe('false');
    expect(await valid(first, 'choice.{target=b}')).toBe('true');
    expect(await valid(first, 'choice.{target=c}')).toBe('false');
    await first.evaluate(`ends('passed', 'continue')`);
    const second = await partIn(page, 'deel=2');
    expect(await valid(second, 'previous')).toBe('true');
    // Closed now; what this part does may open it.
    expect(await valid(second, 'continue')).toBe('unknown');
    await second.evaluate('half()');
    await second.evaluate(`api.SetValue('adl.nav.request', 'suspendAll'); api.Terminate('');`);
    await partIn(page, '/einde');
    // On another day the package opens there again, with its data.
    const again = await part(page, lesson, 'deel=2');
    expect(await again.title()).toBe('resume,64000');
    // "Exit" ends the part and leads nowhere; "abandonAll" leads out.
    await again.evaluate(
      `api.SetValue('cmi.exit', 'normal'); api.SetValue('adl.nav.request', 'exit'); api.Terminate('');`,
    );
    await page.waitForTimeout(500);
    expect(again.url()).toContain('deel=2');
    const last = await part(page, lesson, 'deel=2');
    await last.evaluate(`api.SetValue('adl.nav.request', 'abandonAll'); api.Terminate('');`);
    await partIn(page, '/einde');
    await context.close();
  }, 60_000);

  it('of cmi5 fetches its token, says what was done, and ends', async () => {
    if (!browser) return;
    const { page, context, lesson } = await opened(
      packageOf(cmi5([{ moveOn: 'CompletedAndPassed', masteryScore: '0.6' }]), [
        { name: 'au.html', content: UNIT },
      ]),
    );
    const unit = await part(page, lesson, 'au.html');
    expect(await unit.title()).toBe('begonnen 200');
    const said = await unit.evaluate(`(async () => [
      await say('completed', { completion: true, duration: 'PT1M' }),
      await say('passed', { success: true, duration: 'PT1M', score: { scaled: 0.7 } }),
      await say('terminated', { duration: 'PT2M' }),
      await say('terminated', { duration: 'PT2M' }),
    ])()`);
    expect(said).toEqual([200, 200, 200, 403]);
    await page.getByRole('link', { name: 'Klaar met dit onderdeel' }).click();
    await page.getByText('U hebt dit afgerond.').waitFor();
    expect(await page.getByText('70%').count()).toBe(1);
    await context.close();
  }, 60_000);

  /** A course that was written here, as a package. */
  const taken = async (format: string): Promise<Buffer> => {
    const { id: courseId } = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      themeIds: [theme.id],
    });
    const titles = { kind: 'text', body: { text: '## Kop\n\nWat u **moet** weten.' } };
    await givenContent(
      academie,
      [
        { title: 'Lezen "eerst" & dan', blocks: [titles, question(newId(), 1)] },
        { title: 'De toets', blocks: [question(newId(), 2), question(newId(), 2)], test: TEST },
      ],
      { courseId },
    );
    const { body } = await author
      .post(`/beheer/aanbod/${courseId}/lessen/meenemen`)
      .type('form')
      .send({ format })
      .responseType('blob')
      .expect(200);
    return body as Buffer;
  };
  const ready = (frame: Frame) => frame.waitForSelector('html[data-ready]', { state: 'attached' });
  const answer = (frame: Frame, nth: number, text: string) =>
    frame.locator('.question').nth(nth).getByLabel(text).check();

  it('that was written here and taken along as SCORM 1.2 plays to its end', async () => {
    if (!browser) return;
    const { page, context, id, lesson } = await opened(await taken('scorm12'));
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const first = await part(page, lesson, 'les-001.html');
    await ready(first);
    await first.getByRole('button', { name: 'Antwoord nakijken' }).click();
    await first.getByText('Beantwoord deze vraag eerst.').waitFor();
    await answer(first, 0, 'rood');
    await first.getByRole('button', { name: 'Antwoord nakijken' }).click();
    await first.getByText('feedback-bij-rood').waitFor();
    expect(await first.getByText('Niet goed').count()).toBe(1);
    // Another device finds what was answered.
    await kept(id, `data ->> 'suspend_data'`, '{"answers":{"v1":"0"}}');
    const again = await part(page, lesson, 'les-001.html');
    await again.getByText('feedback-bij-rood').waitFor();
    expect(await again.getByLabel('rood').isChecked()).toBe(true);
    await again.getByRole('button', { name: 'Ik heb deze les gelezen' }).click();
    await again.getByText('U hebt dit afgerond.').waitFor();
    await kept(id, 'status', 'completed');

    await page.frameLocator('iframe').getByRole('link', { name: 'Volgende: De toets' }).click();
    const test = await partIn(page, 'les-002.html');
    await ready(test);
    await test.getByRole('button', { name: 'Inleveren' }).click();
    expect(await test.getByText('Beantwoord deze vraag eerst.').count()).toBe(2);
    await answer(test, 0, 'rood');
    await answer(test, 1, 'blauw');
    await test.getByRole('button', { name: 'Inleveren' }).click();
    await test.getByText('50% goed, niet gehaald.').waitFor();
    expect(await test.getByText('Het goede antwoord').count()).toBe(0);
    const ofTest = `max(status) FILTER (WHERE item = 'ITEM-2')`;
    await kept(id, ofTest, 'failed');
    await test.getByRole('button', { name: 'Doe de toets opnieuw' }).click();
    await answer(test, 0, 'blauw');
    await answer(test, 1, 'blauw');
    await test.getByRole('button', { name: 'Inleveren' }).click();
    await test.getByText('100% goed, geslaagd.').waitFor();
    await kept(id, ofTest, 'passed');
    await page.getByRole('link', { name: 'Klaar met dit onderdeel' }).click();
    await page.getByText('U hebt dit afgerond.').waitFor();
    expect(errors).toEqual([]);
    await context.close();
  }, 60_000);

  it('that was written here and taken along as cmi5 plays to its end', async () => {
    if (!browser) return;
    const { page, context, id, lesson } = await opened(await taken('cmi5'));
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (said) => {
      // A document that is not there yet, and a header that this browser knows in part.
      const isKnown = /404|Permissions-Policy/.test(said.text());
      if (['warning', 'error'].includes(said.type()) && !isKnown) errors.push(said.text());
    });
    const said = async (...expected: string[]): Promise<void> => {
      let verbs: string[] = [];
      for (let wait = 0; wait < 100 && verbs.join() !== expected.join(); wait += 1) {
        const found = await academie.database.rows<{ verb: string }>(
          `SELECT split_part(s.verb, '/', -1) AS verb FROM elearning.statement s
             JOIN elearning.registration r ON r.id = s.registration_id
            WHERE r.enrolment_id = $1 ORDER BY s.sequence`,
          [id],
        );
        verbs = found.map(({ verb }) => verb).filter((verb) => OF_UNITS.includes(verb));
        if (verbs.join() !== expected.join()) await new Promise((done) => setTimeout(done, 50));
      }
      expect(verbs).toEqual(expected);
    };
    try {
      const first = await part(page, lesson, 'les-001.html');
      await ready(first);
      await answer(first, 0, 'rood');
      await first.getByRole('button', { name: 'Antwoord nakijken' }).click();
      await said('initialized');
      const again = await part(page, lesson, 'les-001.html');
      await again.getByText('feedback-bij-rood').waitFor();
      await again.getByRole('button', { name: 'Ik heb deze les gelezen' }).click();
      const read = ['initialized', 'terminated', 'initialized', 'completed', 'terminated'];
      await said(...read);
      await page.frameLocator('iframe').getByRole('link', { name: 'Volgende: De toets' }).click();
      const test = await partIn(page, 'les-002.html');
      await ready(test);
      await answer(test, 0, 'rood');
      await answer(test, 1, 'blauw');
      await test.getByRole('button', { name: 'Inleveren' }).click();
      await test.getByText('Sluit de toets en open deze opnieuw').waitFor();
      await said(...read, 'initialized', 'failed', 'terminated');

      await page.goto(lesson);
      // Opens in the part that is not done yet.
      await page.getByRole('button', { name: /Openen|Verdergaan/ }).click();
      const second = await partIn(page, 'les-002.html');
      await ready(second);
      await answer(second, 0, 'blauw');
      await answer(second, 1, 'blauw');
      await second.getByRole('button', { name: 'Inleveren' }).click();
      await second.getByText('100% goed, geslaagd.').waitFor();
      await second.getByRole('link', { name: 'Terug naar de leeromgeving' }).click();
      await second.waitForURL(/einde/);
      await page.getByRole('link', { name: 'Klaar met dit onderdeel' }).click();
      await page.getByText('U hebt dit afgerond.').waitFor();
      expect(errors).toEqual([]);
    } finally {
      await context.close();
    }
  }, 60_000);

  it('of somebody else, a learning program, opens within the page: it asks who is there and is told', async () => {
    if (!browser) return;
    const tool = await new GivenTool(academie).start();
    // Another site than that of the academie, as it is for real.
    tool.url = tool.url.replace('127.0.0.1', 'localhost');
    const admin = academie.as(await academie.given.holder('administrator'));
    const redirectUrls = `${tool.url}/answer`;
    await tool.register(admin, { inPage: 'ja', givesScores: '', redirectUrls });
    const draft = await givenDraft(academie, author, theme.id);
    const choice = await author
      .post(`${draft.base}/leerprogrammas/nieuw`)
      .type('form')
      .send({ toolId: tool.ours.id, moduleKey: draft.moduleKey, title: '', passMark: '' })
      .expect(200);
    const told = await tool.told(author, choice);
    const brought = await academie.stranger
      .post('/leerprogramma/gekozen')
      .set({ origin: tool.url, 'sec-fetch-site': 'cross-site' })
      .type('form')
      .send({ JWT: await tool.sign(tool.chosen(told)) })
      .expect(303);
    await author.post(brought.headers.location!).type('form').send({}).expect(303);
    await author.post(`${draft.base}/publiceren`).type('form').send({ rule: 'all' }).expect(303);
    const lesson = await academie.database.first<{ key: string }>(
      `SELECT s.key FROM elearning.lesson s JOIN elearning.content_version v ON v.id = s.version_id
        WHERE v.course_id = $1`,
      [draft.courseId],
    );
    const person = await academie.given.person();
    const [id] = await academie.given.enrolled(draft.offeringId, [person]);
    const context = await browser.newContext({ baseURL: academie.url, locale: 'nl' });
    try {
      const value = sessionTokenOf(person.id);
      await context.addCookies([
        { name: 'sessie', value, url: academie.url, httpOnly: true, sameSite: 'Lax' },
      ]);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(`/leren/${id}/les/${lesson!.key}/leerprogramma`);
      await page.locator('form:has(input[name="place"]) button').click();
      await page
        .frameLocator('iframe.player')
        .getByRole('heading', { name: 'Welkom in het leerprogramma' })
        .waitFor();
      expect(await axeFaults(page, 'main')).toEqual([]);
      await page.evaluate(`document.querySelector('iframe').src = 'http://localhost:9/'`);
      await page.waitForTimeout(300);
      expect(page.frames().some((frame) => frame.url() === 'http://localhost:9/')).toBe(false);
    } finally {
      await context.close();
      await GivenTool.stop();
    }
  }, 60_000);
});
