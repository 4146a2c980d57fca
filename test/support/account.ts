import type { Academie } from './academie';

/** Cookies that an answer set, as the browser sends them back. */
export const cookiesOf = (headers: Record<string, unknown>): string =>
  ([headers['set-cookie'] ?? []].flat() as string[]).map((one) => one.split(';')[0]).join('; ');

/** The last mail to this address with its link, after the worker has done what waits. */
export async function mailTo(
  academie: Academie,
  address: string,
): Promise<{ template: string; text: string; path: string } | undefined> {
  await academie.runWorkers();
  const mail = await academie.database.first<{ template: string; text: string }>(
    `SELECT template, body_text AS text FROM platform.outgoing_mail
      WHERE recipient = $1 ORDER BY created_at DESC, id DESC LIMIT 1`,
    [address],
  );
  if (!mail) return undefined;
  const [link] = /https?:\/\/\S+/.exec(mail.text)!;
  return { ...mail, path: new URL(link).pathname };
}

/** Gives somebody a password. */
export async function withPassword(
  academie: Academie,
  person: { id: string },
  hash: string,
): Promise<void> {
  await academie.database.rows(
    'INSERT INTO people.password (person_id, hash, changed_at) VALUES ($1, $2, $3)',
    [person.id, hash, academie.clock.now()],
  );
}
