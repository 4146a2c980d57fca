/** "Berg, Sanne van der" and "Sanne van der Berg (Gast)" as a name in two parts. */
export function guestOf(name: string): { givenName: string; familyName: string } {
  const plain =
    (name.split('|', 1)[0] ?? '')
      .replace(/\([^()]*\)/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() || name;
  const [last, first] = plain.split(/,\s*/, 2);
  if (first) return { givenName: first.slice(0, 100), familyName: (last ?? '').slice(0, 100) };
  const [given = plain, ...family] = plain.split(' ');
  return {
    givenName: given.slice(0, 100),
    familyName: family.join(' ').slice(0, 100) || '(achternaam onbekend)',
  };
}
