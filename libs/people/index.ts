export { RoleGrant } from './access/access.entity';
export { Actor, type Role } from './access/actor';
export { Allow, ALLOW, CurrentActor, FromElsewhere, MaybeActor } from './access/access.guard';
export { ClosedGroup } from './closed-group/closed-group.entity';
export { ClosedGroupService } from './closed-group/closed-group.service';
export { DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccounts } from './demo/demo-accounts';
export { DEMO_START, type DemoPerson, demoPeople } from './demo/demo-people';
export { type DemoGrant, grantDemoRoles, organisationIds } from './demo/demo-people.seed';
export { FunctionService } from './organisation-edit/function.service';
export { ErasureService } from './erasure/erasure.service';
export { type Guest, Guests, type ReportedGuest } from './person/guests';
export { isPersonName } from './person/is-person-name';
export { type Processing, ProcessingLog } from './processing/processing-log';
export { type Invitee, Invitations } from './sign-in/invitations';
export { MergeService } from './merge/merge.service';
export { Membership } from './directory/membership.entity';
export { MenuEntry } from './access/navigation';
export { CountsWork } from './access/waiting-work';
export { organisationKindText } from './organisation/organisation-kind-text';
export { OrganisationService } from './organisation/organisation.service';
export {
  type Ending,
  KnowsOfEndings,
  type OrganisationPart,
} from './organisation/organisation-data';
export {
  Organisation,
  ORGANISATION_KINDS,
  type OrganisationKind,
} from './directory/organisation.entity';
export { pageContextFor } from './access/page-context';
export { NotAllowed, NotSignedIn } from './people.errors';
export { type OrganisationRow, PeopleQueries, type PersonRow } from './person/people.queries';
export { PeopleModule } from './people.module';
export { Person } from './directory/person.entity';
export {
  KeepsPersonData,
  type MergeConflict,
  onlyOne,
  type PersonCount,
  type PersonPart,
  type PersonTable,
  unlessThere,
} from './merge/person-data';
export { installAuthentication, sessionCookie } from './access/authentication.hook';
export { type ScopeOption, Scopes } from './access/scopes';
export { SetupService } from './setup/setup.service';
export { type SetupStep, SetupSteps } from './setup/setup-steps';
export { SessionService } from './access/session.service';
export { hashPassword } from './password/password-hash';
export { SignInService } from './sign-in/sign-in.service';
export { KeptSecrets } from './access/kept-secrets';
