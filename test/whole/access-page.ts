import { markdownTable } from '../support/markdown';
import type { Route } from '../support/routes';
import { OPEN_TO_ROLE, ROLES, SCOPED_ROLES, type ScopedRole } from './access-rules';

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

const byAddress = (a: Route, b: Route): number =>
  a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1;

/** The page of docs/ that tells who may do what: every route, a visitor and every role. */
export function accessPage(routes: Route[]): string {
  const rows = [...routes]
    .sort(byAddress)
    .map((route) => [
      `${route.method.toUpperCase()} \`${route.path}\``,
      ...[undefined, ...ROLES].map((role) => mayUse(route, role)),
    ]);
  const cells = rows.flatMap(([, ...row]) => row);
  const count = (word: string): number => cells.filter((cell) => cell === word).length;
  const size = `${routes.length} routes for a visitor and ${ROLES.length} roles: ${count('yes')} times yes, ${count('own')} times own, ${count('no')} times no.`;
  const columns = ['route', 'visitor', ...ROLES.map((role) => role.replace('_', ' '))];
  return `${INTRODUCTION}\n${size}\n\n${markdownTable(columns, rows)}`;
}

/** Everybody who signs in is a participant, so what those may do, all may. */
function mayUse(route: Route, role: (typeof ROLES)[number] | undefined): 'yes' | 'own' | 'no' {
  if (route.isPublic) return 'yes';
  if (!role || !route.roles?.some((one) => one === role || one === 'participant')) return 'no';
  const isScoped = (SCOPED_ROLES as readonly string[]).includes(role) && route.path.includes(':');
  if (!isScoped || OPEN_TO_ROLE[role as ScopedRole].includes(nameOf(route))) return 'yes';
  return 'own';
}

const INTRODUCTION = `# Who may do what

What \`@Allow\` says on each route, and how far it reaches: "own" is refused to who has the role in another organisation,
theme or offering. \`test/whole/access\` asks every route as a visitor and as each role that may not use it;
\`test/whole/access-scope\` goes through all pages as the roles with a scope, and asks for the same pages and sends the same
forms as somebody with that role elsewhere. A page for everybody shows what is of the reader only. Written by
\`npm run docs\`.
`;
