import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

const FOLDER = path.join(ROOT, 'libs/enrolment/message/mails');
/** Of what has ended people want another date: these may lead to the course. */
const ENDED =
  /^(?:cancelled|left-waiting-list|not-placed|offer-lapsed|offering-cancelled|request-lapsed)\./;
/** Of what somebody may know nothing of any more: these lead nowhere. */
const CLOSED = /^no-longer-admitted\./;
const mails = fs
  .readdirSync(FOLDER)
  .filter((file) =>
    /\{\{#> mail(?:-text)?\}\}/.test(fs.readFileSync(path.join(FOLDER, file), 'utf8')),
  );

describe('the links of mails about enrolments', () => {
  it.each(mails)('lead to the enrolment that %s speaks of', (file) => {
    const text = fs.readFileSync(path.join(FOLDER, file), 'utf8');
    const course = /\/aanbod\/\{\{\{?courseSlug/;

    if (CLOSED.test(file)) return expect(text).not.toMatch(/publicUrl/);
    expect(text).toMatch(ENDED.test(file) ? course : /publicUrl\}\}\}?\{\{\{?ownPage/);
  });
});
