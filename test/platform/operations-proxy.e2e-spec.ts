import fs from 'node:fs';
import path from 'node:path';

import { startAcademie } from '../support/academie';
import { routesOf } from '../support/routes';

const SECRET_PARTS = /:(token|code)\b/;
/** Names of functions and years are no keys to anything. */
const OPEN = ['/beheer/functies/:code'];

describe('the example of a proxy', () => {
  const academie = startAcademie();
  const conf = fs.readFileSync(path.join(__dirname, '../../deploy/nginx.conf'), 'utf8');
  const hidden = [...conf.matchAll(/^ {4}~(\S+) \$before-;$/gm)].map(
    ([, pattern]) => new RegExp(pattern!),
  );

  it('keeps what is a key to somebody out of its log', () => {
    const open = routesOf(academie)
      .map((route) => route.path)
      .filter(
        (address) => SECRET_PARTS.test(address) && !OPEN.some((one) => address.startsWith(one)),
      )
      .filter((address) => {
        const asked = address.replace(/:\w+/g, 'x');
        return !hidden.some((pattern) => pattern.test(asked));
      });

    expect(hidden.length).toBeGreaterThan(3);
    expect([...new Set(open)]).toEqual([]);
  });
});
