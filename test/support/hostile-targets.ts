import type { Targets } from './hostile-run';

interface Rows {
  rows<T extends object>(statement: string, parameters?: unknown[]): Promise<T[]>;
}

/** What a stranger reaches, and one of each kind that a stranger may not use. */
export const PUBLIC_TARGETS: Targets = {
  forms: ['/inloggen', `/plek/${'a'.repeat(43)}`, '/bestaat-niet', '/registraties/nieuw'],
  json: [['/api/v1/check-ins', 'token']],
  files: [['/registraties/importeren', /lijn|ver|bom/]],
  queries: [
    '/?zoek=',
    '/inloggen?naar=/',
    '/inloggen?naar=',
    '/certificaat?code=',
    '/beheer/personen?q=',
    '/api/v1/courses?q=',
    '/api/v1/offerings?after=',
    '/api/v1/me/calendar.ics?token=',
  ],
  plain: ['/', '/inloggen', '/api/v1/courses', '/static/dist/manifest.json'],
};

/** Addresses of every kind that takes something of an administrator, in the demo. */
export async function administratorTargets(database: Rows): Promise<Targets> {
  const one = async (statement: string): Promise<string> => {
    const [found] = await database.rows<{ id: string }>(statement);
    if (!found) throw new Error(`the demo has nothing for: ${statement}`);
    return found.id;
  };
  const offering = await one(
    `SELECT id FROM catalogue.offering WHERE status = 'published' ORDER BY ends_at DESC LIMIT 1`,
  );
  const session = await one(
    `SELECT s.id FROM catalogue.session s JOIN catalogue.offering o ON o.id = s.offering_id
      WHERE o.status = 'published' AND s.starts_at < now()
        AND NOT EXISTS (SELECT FROM attendance.register r WHERE r.session_id = s.id AND r.state = 'closed')
      ORDER BY s.starts_at DESC LIMIT 1`,
  );
  const course = await one('SELECT id FROM catalogue.course LIMIT 1');
  return {
    forms: [
      `/lesgeven/sessies/${session}`,
      `/lesgeven/sessies/${session}/videogesprek/overnemen`,
      `/beheer/aanbod/${course}/wijzigen`,
      `/beheer/aanbod/${course}/uitvoeringen/nieuw`,
      `/beheer/uitvoeringen/${offering}/lijst`,
      '/registraties/nieuw',
      '/doelen/jaarplannen/inlezen',
    ],
    json: [
      [`/api/v1/offerings/${offering}/bulk-enrolments`, 'csv'],
      [`/api/v1/offerings/${offering}/bulk-enrolments`, 'rows'],
      ['/api/v1/imports', 'rows'],
      [`/api/v1/sessions/${session}/meeting-reports`, 'report'],
      [`/api/v1/sessions/${session}/attendance-marks`, 'marks'],
    ],
    files: [
      [`/beheer/uitvoeringen/${offering}/lijst`, /csv|xlsx/],
      ['/registraties/importeren', /csv|xlsx/],
      [`/lesgeven/sessies/${session}/videogesprek`, /./],
      ['/doelen/jaarplannen/inlezen', /yaml|nul|bytes|wijd|cel|ver/],
    ],
    queries: [
      '/beheer/personen?q=',
      `/lesgeven/sessies/${session}?q=`,
      `/beheer/uitvoeringen/${offering}/deelnemers?q=`,
      '/registraties?q=',
      '/organisatie?q=',
      '/beheer/certificaten?q=',
      '/api/v1/acts?after=',
    ],
    plain: ['/mijn/berichten'],
  };
}
