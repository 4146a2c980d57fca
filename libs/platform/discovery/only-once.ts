/**
 * A name is stored, or typed, so it must lead to one thing.
 * @throws Error that says where the two stand
 */
export function onlyOnce(declared: readonly { name: string; where: string }[]): void {
  const seen = new Map<string, string>();
  for (const { name, where } of declared) {
    const other = seen.get(name);
    if (other !== undefined) throw new Error(`${other} and ${where} are both named ${name}`);
    seen.set(name, where);
  }
}
