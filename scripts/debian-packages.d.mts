/** Installs packages of Debian; see debian-packages.mjs. */
export function installPackages(names: readonly string[]): void;
