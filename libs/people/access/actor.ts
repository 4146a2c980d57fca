/** Roles of design.md section 5; everybody who is signed in is a participant. */
export type Role =
  | 'participant'
  | 'coordinator'
  | 'trainer'
  | 'theme_lead'
  | 'administrator'
  | 'auditor';

/** A role within a scope. */
export interface Grant {
  role: Exclude<Role, 'participant'>;
  scopeKind: 'platform' | 'theme' | 'organisation' | 'offering';
  scopeId: string | null;
}

/** What a signed-in person is known by; plain data, so that it can be cached. */
export interface ActorData {
  id: string;
  name: string;
  /** Organisation of the open main membership, if any. */
  organisationId: string | null;
  organisationName: string | null;
  grants: Grant[];
  /** Whether there is more to sign in with than a password. */
  hasFactor: boolean;
  /** A token limited to reading may not change anything. */
  mayWrite: boolean;
}

/** Roles that see or change so much of others that a password alone does not do. */
const FACTOR_ROLES: readonly Role[] = ['administrator', 'theme_lead', 'auditor'];

/** Who does it, and what that person may do. Passed as an argument, never looked up from the air. */
export class Actor {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly mayWrite: boolean;
  private readonly hasFactor: boolean;
  private readonly grants: Grant[];

  constructor(data: ActorData) {
    this.id = data.id;
    this.name = data.name;
    this.organisationId = data.organisationId;
    this.organisationName = data.organisationName;
    this.mayWrite = data.mayWrite;
    this.hasFactor = data.hasFactor;
    this.grants = data.grants;
  }

  /** Whether the person has the role in any scope. */
  is(role: Role): boolean {
    return role === 'participant' || this.grants.some((grant) => grant.role === role);
  }

  get isAdministrator(): boolean {
    return this.is('administrator');
  }

  /** Whether the person has a role that asks a second factor. */
  get needsFactor(): boolean {
    return FACTOR_ROLES.some((role) => this.is(role));
  }

  /** Whether such a factor is needed and not there. */
  get lacksFactor(): boolean {
    return this.needsFactor && !this.hasFactor;
  }

  get roles(): Role[] {
    return ['participant', ...new Set(this.grants.map(({ role }) => role))];
  }

  /** Organisations whose people this coordinator looks after. */
  get coordinatedOrganisations(): string[] {
    return this.scopesOf('coordinator');
  }

  /** Themes this theme lead is responsible for. */
  get ledThemes(): string[] {
    return this.scopesOf('theme_lead');
  }

  coordinates(organisationId: string | null): boolean {
    return organisationId !== null && this.coordinatedOrganisations.includes(organisationId);
  }

  leads(themeId: string): boolean {
    return this.ledThemes.includes(themeId);
  }

  leadsAnyOf(themeIds: readonly string[]): boolean {
    return themeIds.some((id) => this.leads(id));
  }

  private scopesOf(role: Role): string[] {
    return this.grants.flatMap((grant) =>
      grant.role === role && grant.scopeId ? [grant.scopeId] : [],
    );
  }
}
