import { dayOf } from '@academie/platform';

import { type KnownPlace, termsOf } from './search-terms';

const NOW = new Date('2026-11-27T10:00:00+01:00');
const place = (name: string, municipality: string, region: string | null = null): KnownPlace => ({
  id: name,
  name,
  municipality,
  region,
});
const PLACES = [
  place('Raadhuis', 'Haarlem', 'Kennemerland'),
  place('Het Cultuurgebouw', 'Haarlemmermeer', 'Kennemerland'),
  place('Stadhuis Den Helder', 'Den Helder'),
  place('Gemeentehuis', 'Dijk en Waard'),
];
const days = (typed: string): (string | number)[] =>
  (termsOf(typed, PLACES, NOW) ?? []).flatMap<string | number>(({ when }) => {
    if (!when) return [];
    if ('weekday' in when) return [when.weekday];
    return [dayOf(when.from), dayOf(new Date(when.until.getTime() - 1))];
  });

describe('words of a search', () => {
  it.each([
    ['december', '2026-12-01', '2026-12-31'],
    ['in december bibob', '2026-12-01', '2026-12-31'],
    ['november', '2026-11-01', '2026-11-30'],
    ['Mei', '2027-05-01', '2027-05-31'],
    ['maart 2026', '2026-03-01', '2026-03-31'],
    ['dec 2026', '2026-12-01', '2026-12-31'],
    ['3 december', '2026-12-03', '2026-12-03'],
    ['3 dec 2027', '2027-12-03', '2027-12-03'],
    ['1 februari', '2027-02-01', '2027-02-01'],
    ['3-12-2026', '2026-12-03', '2026-12-03'],
    ['3/12', '2026-12-03', '2026-12-03'],
    ['2026-12-03', '2026-12-03', '2026-12-03'],
    ['2027', '2027-01-01', '2027-12-31'],
    ['vandaag', '2026-11-27', '2026-11-27'],
    ['morgen', '2026-11-28', '2026-11-28'],
    ['deze week', '2026-11-23', '2026-11-29'],
    ['volgende week', '2026-11-30', '2026-12-06'],
    ['komende week', '2026-11-27', '2026-12-04'],
    ['dit weekend', '2026-11-28', '2026-11-29'],
    ['volgende maand', '2026-12-01', '2026-12-31'],
    ['komende dinsdag', '2026-12-01', '2026-12-01'],
    ['week 50', '2026-12-07', '2026-12-13'],
    ['week 2', '2027-01-11', '2027-01-17'],
  ])('%s is from %s until %s', (typed, from, last) => {
    expect(days(typed)).toEqual([from, last]);
  });

  it.each(['3-13-2026', 'dec', 'jan', 'week 60', 'drugs 12', 'weekboek'])(
    '%s is no date',
    (typed) => {
      expect(days(typed)).toEqual([]);
    },
  );

  it('take a day of the week for every such day', () => {
    expect(days('dinsdag')).toEqual([2]);
  });

  it.each([
    ['haarlem', ['Raadhuis']],
    ['Den Helder', ['Stadhuis Den Helder']],
    ['dijk en waard', ['Gemeentehuis']],
    ['kennemerland', ['Raadhuis', 'Het Cultuurgebouw']],
    ['cultuurgebouw', ['Het Cultuurgebouw']],
    ['en', []],
  ])('%s names the places %j', (typed, ids) => {
    expect((termsOf(typed, PLACES, NOW) ?? []).flatMap((term) => term.locationIds ?? [])).toEqual(
      ids,
    );
  });

  it('say how and what kind', () => {
    const [webinar, training] = termsOf('webinar training', PLACES, NOW) ?? [];

    expect(webinar?.modes).toEqual(['online', 'hybrid']);
    expect(training?.kinds).toEqual(['training']);
  });

  it.each(['"wet bibob"', 'drugs -jeugd', 'drugs or jeugd'])('leave %s to the text', (typed) => {
    expect(termsOf(typed, PLACES, NOW)).toBeUndefined();
  });

  it('keep names of what every object has as plain words', () => {
    expect(termsOf('constructor toString', PLACES, NOW)).toEqual([
      { text: 'constructor' },
      { text: 'tostring' },
    ]);
  });
});
