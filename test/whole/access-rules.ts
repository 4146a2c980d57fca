import type { Role } from '@academie/people';

/** Roles that reach only what is theirs: an organisation, a theme, an offering, or themselves. */
export const SCOPED_ROLES = ['participant', 'coordinator', 'trainer', 'theme_lead'] as const;
export type ScopedRole = (typeof SCOPED_ROLES)[number];

/** What anybody may do who is signed in: see what is open, enrol, say that something was read. */
const ANYBODY = [
  'get /api/v1/offerings/:id/calendar.ics',
  'get /materiaal/:id/gelezen',
  'get /materiaal/groep/:offering',
  'get /uitvoeringen/:id/inschrijven',
  'post /materiaal/:id/gelezen',
  // Who follows nothing stops with nothing.
  'post /mijn/leergangen/:id/stoppen',
  'post /uitvoeringen/:id/inschrijven',
];

/** An empty list to fill in; it names nobody. */
const EXAMPLES = ['get /beheer/uitvoeringen/:id/lijst/voorbeeld.csv'];

/**
 * Routes with an id in their address that anybody with the role may use, whoever the thing belongs to. What is not
 * named here is refused to who has the role elsewhere. Pages show only what is of the reader: the participants of an
 * offering are the own people of a coordinator.
 */
export const OPEN_TO_ROLE: Readonly<Record<ScopedRole, readonly string[]>> = {
  participant: ANYBODY,
  trainer: ANYBODY,
  // The own people may go to any offering; the menukaart and forms of what was done are of every municipality.
  coordinator: [
    ...ANYBODY,
    ...EXAMPLES,
    'get /beheer/uitvoeringen/:id/berichten',
    'get /beheer/uitvoeringen/:id/deelnemers',
    'get /beheer/uitvoeringen/:id/deelnemers.csv',
    'get /beheer/uitvoeringen/:id/deelnemers.xlsx',
    'get /beheer/uitvoeringen/:id/lijst',
    'get /beheer/uitvoeringen/:id/plekken',
    'get /menukaart/:id',
    'get /organisatie/bereik/:courseId',
    'get /organisatie/medewerkers',
    'get /organisatie/medewerkers/toevoegen',
    'get /registraties/nieuw',
    'post /beheer/uitvoeringen/:id/lijst',
    'post /menukaart/:id',
    'post /organisatie/bereik/:courseId',
  ],
  // Theme leads plan in the same places with the same means, share targets, and see how each municipality stands.
  theme_lead: [
    ...ANYBODY,
    ...EXAMPLES,
    'get /beheer/locaties/:id',
    'get /beheer/locaties/:id/archiveren',
    'get /beheer/locaties/:id/ruimtes/:roomId',
    'get /beheer/locaties/:id/wijzigen',
    'get /beheer/middelen/:id',
    'get /doelen/:id',
    'get /doelen/:id/bewijs.:kind',
    'get /doelen/:id/bewijs/:contributionId',
    'get /doelen/:id/steekproef',
    'get /doelen/:id/steekproef.:kind',
    'get /doelen/:id/uitsplitsing',
    'get /doelen/:id/uitsplitsing.csv',
    'get /doelen/:id/vooruitblik',
    'get /gemeente/:organisationId',
    'get /gemeente/:organisationId/doelen/:targetId',
    'get /menukaart/:id',
    'post /beheer/locaties/:id/archiveren',
    'post /beheer/locaties/:id/ruimtes',
    'post /beheer/locaties/:id/ruimtes/:roomId',
    'post /beheer/locaties/:id/ruimtes/:roomId/archiveren',
    'post /beheer/locaties/:id/wijzigen',
    'post /beheer/middelen/:id',
    'post /beheer/middelen/:id/archiveren',
  ],
};

/** Names that a page of a target may show to others: who answers for it. */
export const NAMES_OWNERS: readonly string[] = ['get /doelen/:id'];

export const ROLES: readonly Role[] = [...SCOPED_ROLES, 'administrator', 'auditor'];
