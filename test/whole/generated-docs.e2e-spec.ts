import { Overview, overviewSections } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { expectPage } from '../support/generated-page';
import { markdownTable } from '../support/markdown';
import { routesOf } from '../support/routes';
import { accessPage } from './access-page';

describe('the page of who may do what', () => {
  const academie = startAcademie();

  it('is made from what the routes say', () => {
    expectPage('access.md', accessPage(routesOf(academie)));
  });
});

describe('the page of what the academie does by itself', () => {
  const academie = startAcademie();

  it('is made from what the libs declare', () => {
    const sections = overviewSections(academie.app.get(Overview)).map(
      ({ heading, columns, rows }) =>
        `## ${heading}\n\n${markdownTable(
          columns,
          rows.map(([name, ...cells]) => [`\`${name!}\``, ...cells]),
        )}`,
    );
    expectPage('automation.md', [AUTOMATION, ...sections].join('\n'));
  });
});

const AUTOMATION = `# What the academie does by itself

Declared in the libs by decorators (\`@Job\`, \`@OnJournal\`, \`@Seed\`, \`@Command\`, \`@WritesJournal\`), and found at start.
Administrators see the same at \`/beheer/vanzelf\`, the command line at \`npm run academie -- --help\`. Written by
\`npm run docs\`; a test compares this page with the code.
`;
