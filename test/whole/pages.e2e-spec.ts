import { DEMO_ACCOUNTS } from '@academie/people';

import { type DemoRole, startAcademie } from '../support/academie';
import { fitAll } from '../browser/page-fit';
import { crawl, type Page } from '../support/crawl';
import { addActivity } from '../support/demo-activity';
import { faultsOf, htmlFaults, partsOf } from '../support/page-checks';
import { routesOf } from '../support/routes';

const LIMIT = 150_000;

/** Pages that no link leads to: a mail or a program sends you there, or what was just done does. */
const FROM_ELSEWHERE = [
  /^\/(livez|readyz|metrics|favicon\.ico)$/,
  /^\/\.well-known\//,
  /^\/(api|xapi|ooapi|scim)\//,
  /\/:(token|listId)(\/|$)/,
  /^\/(lesgeven|leren)\/(sw\.js|zonder-verbinding|apparaat(\/sessies\/:id)?)$/,
  /\/wie$/,
  // Rows of lists that somebody has to decide about; the demo has none.
  /^\/registraties\/vragen$/,
  // People in a room read this address from the screen.
  /^\/inchecken$/,
  // A file; the demo has links only, since there are no files of anybody.
  /^\/materiaal\/:id\/inhoud$/,
  // A picture: shown, and never linked.
  /^\/aanbod\/:slug\/afbeelding\/:name$/,
  // A file that shows a unit; the demo has none.
  /^\/(doelen\/:id|gemeente\/:organisationId\/doelen\/:targetId)\/bewijs\/:contributionId\/stukken\/:fileId$/,
  // The pages behind a unit for who is of that organisation, and the undo of a list: asked for by who sent or counts it.
  /^\/gemeente\/:organisationId\/doelen\/:targetId\/bewijs\/:contributionId$/,
  /^\/registraties\/importen\/:id\/ongedaan$/,
  // The answer to a question that asks for a file; nobody in the demo sent one.
  /^\/inschrijvingen\/:id\/antwoorden\/:nth$/,
  // Linked where an offering still asks something; those of the demo do not.
  /^\/mijn\/inschrijvingen\/:id\/antwoorden$/,
  /^\/organisatie\/verplichtingen\/vragen\/:question\/bewijs$/,
  // Nobody in the demo completed a course as a guest.
  /^\/beheer\/certificaten\/:id\/pdf$/,
  /^\/organisatie\/inschrijven$/,
  /^\/mijn\/evaluaties\/:id$/,
  /^\/inloggen\/verder\/:id$/,
  // Asked of who has a second factor, and of who did nothing for a while.
  /^\/(inloggen\/tweede-stap|account\/bevestigen)$/,
  // Made by a button: an attempt at a test, and a logo that somebody sent.
  /^\/leren\/:id\/toets\/:attempt$/,
  /^\/logo\/:version$/,
  /^\/logo\//,
  // A script of our own, and a form behind the page of a lesson that holds a package.
  /^\/l\/speler\/:file$/,
  // Learning programs of others ask these, or come back to them; the demo knows no such program.
  /^\/(lti\/|leerprogramma\/(aanmelden$|klaar\/))/,
  /^\/beheer\/leerprogrammas\/:id(\/wijzigen)?$/,
  /^\/beheer\/aanbod\/:course\/lessen\/leerprogrammas\/keuze\/:choice$/,
  /^\/leren\/:id\/les\/:key\/(leerprogramma|terug)$/,
  // Nothing in the demo is learned at an address elsewhere.
  /^\/aanbod\/:slug\/elders$/,
  // Who observes an exercise gets this address by mail; on the front page it stands with the next four.
  /^\/oefeningen\/:id$/,
  // Linked from one's own enrolment in a day with workshops; nobody who walks here has one.
  /^\/inschrijvingen\/:id\/workshops$/,
  // Linked where a learner's lessons hold a cmi5 package; the demo has none.
  /^\/beheer\/aanbod\/:course\/lessen\/cijfers\/deelnemers\//,
  // The sign-in service of an organisation sends people here.
  /^\/(inloggen\/organisatie\/:slug\/terug|inloggen\/aangekomen\/:id|uitgelogd)$/,
];

/** Clicks from the front page at most; what is done with one thing starts at the page of that thing. */
const CLICKS = 3;
const CLICKS_OF_A_STEP = 6;
/** A mail as it was sent, shown in a frame: HTML, but no page of ours. */
const isMail = ({ route }: Page): boolean => /\/(berichten|postvak)\/:id\/html$/.test(route);
const isStep = (route: string): boolean => /\/:\w+\/./.test(route);

describe('the pages of the academie', () => {
  const academie = startAcademie({ seed: 'demo' });
  /** The fewest clicks to each kind of page, for whoever has the shortest way. */
  const reached = new Map<string, number>();
  const weights = new Map<string, number>();
  /** Of each kind of page the one with most on it, and who gets it. */
  const richest = new Map<string, { role: DemoRole | 'stranger'; path: string; length: number }>();
  let also: string[];

  beforeAll(async () => {
    also = await addActivity(academie);
  }, 60_000);

  it.each([{ role: 'stranger', label: 'bezoeker' } as const, ...DEMO_ACCOUNTS])(
    'are in order for the $label',
    async ({ role }) => {
      const visitor = role === 'stranger' ? academie.stranger : await academie.account(role);
      const pages = await crawl(visitor, routesOf(academie), { also });
      const wrong: Record<string, string[]> = {};
      const checked = new Set<string>();
      for (const page of pages) {
        const { route, clicks } = page;
        reached.set(route, Math.min(clicks, reached.get(route) ?? clicks));
        const faults = answerFaults(page);
        const { length } = page.html;
        if (length > (richest.get(route)?.length ?? 0) && !isMail(page))
          richest.set(route, { role, path: page.path, length });
        // The second of a kind is made by the same view.
        if (page.html && !checked.has(page.route)) {
          checked.add(page.route);
          faults.push(...(isMail(page) ? await htmlFaults(page.html) : await faultsOf(page.html)));
          const weight = await weightOf(page.html);
          if (weight > LIMIT) faults.push(`weighs ${weight} bytes`);
        }
        if (faults.length > 0) wrong[page.path] = [...new Set(faults)].slice(0, 5);
      }

      expect(pages.length).toBeGreaterThan(5);
      expect(wrong).toEqual({});
    },
    120_000,
  );

  it('fit the narrowest screen, pass axe and show what has the focus', async () => {
    const misfits = await fitAll(academie, [...richest.values()]);

    expect(misfits).toEqual({});
  }, 600_000);

  it('take three clicks at most, and what is done with one thing a few more', () => {
    const far = [...reached].filter(
      ([route, clicks]) => clicks > (isStep(route) ? CLICKS_OF_A_STEP : CLICKS),
    );

    expect(far).toEqual([]);
  });

  it('can all be reached by following links', () => {
    const missing = routesOf(academie)
      .filter(({ method, path }) => method === 'get' && !FROM_ELSEWHERE.some((p) => p.test(path)))
      .filter(({ path }) => !reached.has(path));

    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  /** In bytes, as a browser gets them, with all that the page loads. */
  async function weightOf(html: string): Promise<number> {
    let sum = Buffer.byteLength(html);
    for (const part of partsOf(html)) {
      const known = weights.get(part) ?? (await sizeOf(part));
      weights.set(part, known);
      sum += known;
    }
    return sum;
  }

  async function sizeOf(part: string): Promise<number> {
    const { headers } = await academie.head(part).set('accept-encoding', 'br').expect(200);
    return Number(headers['content-length']);
  }
});

function answerFaults({ status, location }: Page): string[] {
  const goesOn = status === 303 && location?.startsWith('/');
  return status === 200 || goesOn ? [] : [`answers ${status}`];
}
