/** A package of the lockfile. */
export interface Licensed {
  name: string;
  version: string;
  /** As its author gave it, in SPDX where they did. */
  licence: string;
}

/** Licences under which everybody may use and pass on what this software needs, some of them if they pass on changes. */
const taken: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "LGPL-3.0-or-later",
  "MIT",
  "MPL-2.0",
  "OFL-1.1",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/** The packages that a lockfile names, each version once, by name. */
export function packagesIn(lockfile: string): Licensed[] {
  const { packages } = JSON.parse(lockfile) as {
    packages: Record<string, { version?: string; license?: string }>;
  };
  const found = Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, { version = "", license = "not given" }]): [string, Licensed] => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      return [`${name}@${version}`, { name, version, licence: license }];
    });
  return [...new Map(found).values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Packages whose licence is not one of those taken: all parts of an `AND`, one of an `OR`. */
export function notTaken(packages: readonly Licensed[]): Licensed[] {
  return packages.filter(
    ({ licence }) =>
      !licence
        .replace(/[()]/g, "")
        .split(" OR ")
        .some((choice) => choice.split(" AND ").every((part) => taken.has(part))),
  );
}

/** The report: each licence with its packages, the most used first. */
export function licenceReport(packages: readonly Licensed[]): string {
  const byLicence = [...Map.groupBy(packages, ({ licence }) => licence)].sort(
    ([one, ofOne], [other, ofOther]) => ofOther.length - ofOne.length || (one < other ? -1 : 1),
  );
  return byLicence
    .map(([licence, all]) => {
      const names = all.map(({ name, version }) => `  ${name} ${version}\n`);
      return `${licence}: ${all.length}\n${names.join("")}`;
    })
    .join("\n");
}
