import fs from 'node:fs';

import type { Bench } from './learn-data';

/** Brings a package to a course as its author does, and publishes it. Returns the id of the package. */
export async function publishPackage(
  { academie, database, admin }: Pick<Bench, 'academie' | 'database' | 'admin'>,
  slug: string,
  file: string,
): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    'SELECT id FROM catalogue.course WHERE slug = $1',
    [slug],
  );
  const base = `${academie.url}/beheer/aanbod/${rows[0]!.id}/lessen`;
  const send = async (address: string, fields: Record<string, string>): Promise<void> => {
    const body = new URLSearchParams(fields);
    must(await fetch(address, { method: 'POST', headers: admin, body, redirect: 'manual' }));
  };
  await send(`${base}/concept`, {});
  await send(`${base}/onderdelen`, { title: 'Deel' });
  const { rows: modules } = await database.query<{ key: string }>(
    `SELECT m.key FROM elearning.module m JOIN elearning.content_version v ON v.id = m.version_id
      WHERE v.course_id = $1`,
    [rows[0]!.id],
  );
  const form = new FormData();
  form.set('moduleKey', modules[0]!.key);
  form.set('upload', await fs.openAsBlob(file), 'pakket.zip');
  must(
    await fetch(`${base}/pakketten/nieuw`, {
      method: 'POST',
      headers: admin,
      body: form,
      redirect: 'manual',
    }),
  );
  await send(`${base}/publiceren`, { rule: 'all' });
  const { rows: packages } = await database.query<{ id: string }>(
    'SELECT id FROM elearning.package WHERE course_id = $1',
    [rows[0]!.id],
  );
  return packages[0]!.id;
}

function must({ status, url }: Response): void {
  if (status !== 303) throw new Error(`${url} answered ${status}`);
}
