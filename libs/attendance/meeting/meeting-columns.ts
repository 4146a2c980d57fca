/** What a column of a report holds; the heading depends on the program and its language. */
export type MeetingColumn =
  'name' | 'firstName' | 'lastName' | 'email' | 'join' | 'leave' | 'duration' | 'role';

// As Teams, Webex and Zoom write them in English and Dutch; without capitals and brackets.
const HEADINGS: Record<MeetingColumn, readonly string[]> = {
  name: [
    ...['name', 'full name', 'naam', 'volledige naam', 'display name', 'weergavenaam'],
    ...['name original name', 'naam originele naam', 'naam oorspronkelijke naam', 'user name'],
    ...['attendee name', 'participant', 'deelnemer', 'naam deelnemer', 'gebruikersnaam'],
  ],
  firstName: ['first name', 'voornaam'],
  lastName: ['last name', 'achternaam'],
  email: [
    ...['email', 'e-mail', 'user email', 'attendee email', 'email address', 'e-mailadres'],
    ...['e-mailadres van gebruiker', 'e-mailadres deelnemer', 'e-mail van gebruiker'],
    ...['participant id upn', 'deelnemer-id upn', 'deelnemers-id upn', 'id deelnemer upn'],
  ],
  join: [
    ...['join time', 'first join', 'first join time', 'eerste deelname', 'eerste keer deelgenomen'],
    ...['tijdstip van deelname', 'deelnametijd', 'tijd van deelname', 'aanmeldingstijd'],
  ],
  leave: [
    ...['leave time', 'last leave', 'last leave time', 'laatste vertrek', 'laatst verlaten'],
    ...['tijdstip van verlaten', 'vertrektijd', 'tijd van vertrek', 'tijd van verlaten'],
  ],
  duration: [
    ...['in-meeting duration', 'duration', 'attendance duration', 'duration minutes'],
    ...['total duration minutes', 'duur', 'duur van vergadering', 'duur in vergadering'],
    ...['duur tijdens vergadering', 'duur minuten', 'totale duur minuten', 'aanwezigheidsduur'],
  ],
  role: ['role', 'rol'],
};

/** Which column this heading names, if any. */
export function columnOf(heading: string): MeetingColumn | undefined {
  const plain = heading.toLowerCase().replace(/[()"]/g, ' ').replace(/\s+/g, ' ').trim();
  return (Object.keys(HEADINGS) as MeetingColumn[]).find((column) =>
    HEADINGS[column].includes(plain),
  );
}
