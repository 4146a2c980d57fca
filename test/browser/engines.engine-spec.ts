import fs from 'node:fs';

import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { sessionTokenOf } from '../support/given';
import { givenContent, question, TEST, TEXT } from '../elearning/given-content';
import { CuttableProxy } from './cuttable-proxy';
import { launchFirefox } from './firefox';
import { button, type Engine, field, link, type Screen, text } from './screen';
import { launchWebkit } from './webkit';

const FIREFOX = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
const WEBKIT_DRIVER = process.env.WEBKIT_DRIVER_PATH ?? '/usr/bin/WebKitWebDriver';
const WEBKIT = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`)
  .find((place) => fs.existsSync(place));

// On request, by `npm run browsers`: the tests of every day use Chromium.
describe.each([
  { name: 'Firefox', launch: () => launchFirefox(FIREFOX) },
  { name: 'WebKit', launch: () => launchWebkit(WEBKIT_DRIVER, WEBKIT ?? 'MiniBrowser') },
])('the academie in $name', ({ launch }) => {
  const academie = startAcademie();
  let engine: Engine;
  let line: CuttableProxy;
  let screen: Screen | undefined;

  beforeAll(async () => {
    // The browser has a clock of its own.
    jest.spyOn(academie.clock, 'now').mockImplementation(() => new Date());
    line = await CuttableProxy.to(Number(new URL(academie.url).port));
    engine = await launch();
  });
  afterAll(async () => {
    await engine.close();
    await line.cut();
  });

  // One after the other: the driver of WebKit has one session at a time.
  afterEach(() => screen?.close());

  const screenOf = async (who: { id: string }): Promise<Screen> => {
    await academie.given.signedIn(who.id);
    return engine.screen(line.url, { name: 'sessie', value: sessionTokenOf(who.id) });
  };

  it('finds a course and enrols', async () => {
    const course = await academie.given.course({ title: 'Ondermijning herkennen' });
    await academie.given.offering({
      courseId: course.id,
      startsAt: new Date(Date.now() + 7 * 86_400_000),
    });
    screen = await screenOf(await academie.given.person({ name: 'Yasmina' }));
    await screen.open('/');
    await screen.fill(field('Zoek in het aanbod'), 'ondermijning');
    await screen.press(button('Zoek'));
    await screen.press(link('Ondermijning herkennen'));
    await screen.press(`(${button('Inschrijven')})[1]`);
    await screen.see(text('Gelukt. U bent ingeschreven.'));
  });

  it('keeps a register without a network and sends it when there is one', async () => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({
      trainerIds: [trainer.id],
      startsAt: new Date(Date.now() - 600_000),
    });
    await academie.given.enrolled(offering.id, await academie.given.people('Anne', 'Bram'));
    const [session] = offering.sessionIds;
    const row = (name: string) => `//*[contains(@class, 'register-row')][contains(., '${name}')]`;
    screen = await screenOf(trainer);
    await screen.open(`/lesgeven/sessies/${session!}`);
    await screen.see('//*[@data-ready]');

    await line.cut();
    await screen.reload();
    await screen.press(`${row('Anne')}//label[contains(., 'Aanwezig')]`);
    await screen.see(`${row('Anne')}//*[contains(., 'Op dit toestel bewaard')]`);
    await line.restore();
    await screen.see(`${row('Anne')}//*[contains(., 'Centraal bewaard')]`);
    const { value } = (await academie.database.first<{ value: string }>(
      'SELECT value FROM attendance.mark WHERE session_id = $1',
      [session],
    ))!;
    expect(value).toBe('present');
  });

  it('reads a lesson, passes its test and gets a certificate', async () => {
    const { offeringId } = await givenContent(academie, [
      { blocks: [{ id: newId(), ...TEXT }] },
      { blocks: [question(newId(), 0)], test: TEST },
    ]);
    const person = await academie.given.person({ name: 'Nora' });
    await academie.as(person).post(`/uitvoeringen/${offeringId}/inschrijven`).expect(303);
    screen = await screenOf(person);
    await screen.open('/mijn');
    await screen.press("//a[contains(@href, '/verder')]");
    await screen.see(text('moet'));
    await screen.press("//form[contains(@action, '/klaar')]//button");
    await screen.press("//form[contains(@action, '/toets')]//button");
    await screen.press("//label[contains(., 'rood')]");
    await screen.press(button('Inleveren'));
    await screen.see(text('geslaagd'));
  });
});
