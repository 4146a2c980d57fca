/** Where administrators keep tools. */
export const TOOLS = '/beheer/leerprogrammas';

/** Where a tool sends a browser to be told who sits there, and to bring back what was chosen. */
export const AUTHORIZE = '/leerprogramma/aanmelden';
export const CHOSEN = '/leerprogramma/gekozen';

/** What tools themselves ask for. */
export const KEYS = '/lti/jwks';
export const TOKEN = '/lti/token';
export const lineItemsPath = (courseId: string): string => `/lti/courses/${courseId}/lineitems`;
export const lineItemPath = (courseId: string, linkId: string): string =>
  `${lineItemsPath(courseId)}/${linkId}`;
