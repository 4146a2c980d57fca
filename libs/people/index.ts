export { RoleGrant } from './access.entity';
export { Actor, type Role } from './actor';
export { Allow, ALLOW, CurrentActor, MaybeActor } from './allow';
export { DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccounts } from './demo-accounts';
export { DEMO_START, type DemoPerson, demoPeople } from './demo-people';
export { type DemoGrant, grantDemoRoles, organisationIds } from './demo-people.seed';
export { type Guest, Guests } from './guests';
export { type Invitee, Invitations } from './invitations';
export { MergeService } from './merge.service';
export { Membership } from './membership.entity';
export { Navigation, type NavigationEntry } from './navigation';
export { OrganisationService } from './organisation.service';
export { type Ending, type OrganisationPart, OrganisationParts } from './organisation-parts';
export { Organisation, ORGANISATION_KINDS, type OrganisationKind } from './organisation.entity';
export { pageContextFor } from './page-context';
export { NotAllowed, NotSignedIn } from './people.errors';
export { type OrganisationRow, PeopleQueries, type PersonRow } from './people.queries';
export { PeopleModule } from './people.module';
export { Person } from './person.entity';
export {
  type MergeConflict,
  onlyOne,
  type PersonCount,
  type PersonPart,
  PersonParts,
  type PersonTable,
  unlessThere,
} from './person-parts';
export { installIdentity, sessionCookie } from './request-identity';
export { type ScopeOption, Scopes } from './scopes';
export { Sessions } from './sessions';
export { hashPassword, SignIn } from './sign-in';
