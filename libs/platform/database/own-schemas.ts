/**
 * A condition on a schema `n` (pg_namespace): it is of a lib. The queue makes its own schema, and what waits in it is
 * asked for again by its job.
 */
export const OWN_SCHEMA = `n.nspname NOT IN ('public', 'pgboss', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'`;
