import fs from 'node:fs';
import path from 'node:path';

/** Compares a page of docs/ with what it is made from; `npm run docs` writes it first. */
export function expectPage(name: string, text: string): void {
  const file = path.resolve(__dirname, '../../docs', name);
  if (process.env.WRITE_DOCS) fs.writeFileSync(file, text);
  expect(fs.readFileSync(file, 'utf8')).toBe(text);
}
