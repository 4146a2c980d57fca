/** Where directories ask; what is refused there has a shape of its own (RFC 7644, section 3.12). */
export const SCIM_PATH = /^\/scim\//;

export const SCIM_TYPE = 'application/scim+json';

/** What went wrong, in that shape. `invalid` is 400 there, since 422 is none of its answers. */
export const scimProblem = (status: number, detail: string, scimType?: unknown): object => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: String(scimStatus(status)),
  ...(typeof scimType === 'string' && { scimType }),
  detail,
});

export const scimStatus = (status: number): number => (status === 422 ? 400 : status);
