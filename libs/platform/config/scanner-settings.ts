/** A scanner of viruses: a host and port, or a socket on this machine. */
export interface Scanner {
  address: { host: string; port: number } | { path: string };
  isRequired: boolean;
}

/** `tcp://host:3310` or `unix:/run/clamav/clamd.ctl`. What is wrong goes into `problems`. */
export function readScanner(
  given: string | undefined,
  isRequired: boolean,
  problems: string[],
): Scanner | undefined {
  if (given === undefined) return undefined;
  const [, path] = /^unix:(\/.+)$/.exec(given) ?? [];
  if (path) return { address: { path }, isRequired };
  const [, host, port] = /^tcp:\/\/([\w.-]+):(\d{1,5})$/.exec(given) ?? [];
  if (host && Number(port) > 0 && Number(port) < 65_536)
    return { address: { host, port: Number(port) }, isRequired };
  problems.push('CLAMD_ADDRESS must be like tcp://localhost:3310 or unix:/run/clamav/clamd.ctl');
  return undefined;
}
