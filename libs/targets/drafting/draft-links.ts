/** Where drafts are listed. */
export const DRAFTS = '/doelen/voorstellen';
