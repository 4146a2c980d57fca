/** Which page of a list is asked for; the first when it says nothing that makes sense. */
export function pageOfQuery(query: Record<string, unknown>): number {
  const page = Number(query.pagina);
  return Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1;
}
