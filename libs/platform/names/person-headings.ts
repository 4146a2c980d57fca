/** A column about a person. */
export type PersonColumn =
  | 'email'
  | 'givenName'
  | 'prefix'
  | 'familyName'
  | 'name'
  | 'organisation';

/** What people and programs call such a column, in the form of bareText. */
export const PERSON_HEADINGS: Record<PersonColumn, readonly string[]> = {
  email: [
    ...['email', 'emailadres', 'emailadressen', 'mail', 'mailadres', 'emailaddress'],
    ...[
      'epost',
      'epostadres',
      'werkmail',
      'emailwerk',
      'zakelijkemail',
      'userprincipalname',
      'upn',
    ],
    ...['zakelijkemailadres', 'werkemail', 'werkemailadres', 'mailadreszakelijk', 'mailwerk'],
    ...['emailadreswerk', 'emailadreszakelijk', 'emailzakelijk', 'emaildeelnemer'],
    ...['emailadresdeelnemer', 'emailadresmedewerker', 'contactemail', 'workemail'],
  ],
  givenName: ['voornaam', 'voornamen', 'roepnaam', 'givenname', 'firstname'],
  prefix: ['tussenvoegsel', 'tussenvoegsels', 'voorvoegsel', 'voorvoegsels', 'tv', 'tussenv'],
  familyName: ['achternaam', 'familienaam', 'familyname', 'lastname', 'surname', 'geslachtsnaam'],
  name: [
    ...['naam', 'name', 'volledigenaam', 'fullname', 'displayname', 'weergavenaam', 'deelnemer'],
    ...['medewerker', 'collega', 'persoon', 'naamdeelnemer', 'naammedewerker', 'namen'],
    ...['deelnemersnaam', 'medewerkersnaam', 'voorenachternaam', 'contactpersoon', 'naamcollega'],
  ],
  organisation: [
    ...['organisatie', 'organisation', 'organization', 'gemeente', 'werkgever', 'instelling'],
    ...['bedrijf', 'company', 'companyname', 'organisatienaam', 'naamorganisatie'],
  ],
};

/** Read as first names, where a list has no column for these. */
export const INITIALS_HEADINGS: readonly string[] = [
  'voorletters',
  'voorletter',
  'initialen',
  'initials',
];
