import type { Organization } from "../worker/web/organization.ts";

/** The parts of wrangler's configuration that decide whether it can be deployed. */
export interface Deployed {
  vars: Readonly<Record<string, unknown>>;
  d1_databases: readonly { binding: string; database_id?: string }[];
}

/** Why this cannot be deployed yet: one sentence per example value left, none when it can. */
export function reasonsNotToDeploy({ placeholders, site }: Organization, config: Deployed): string[] {
  const examples = placeholders.map(
    (field) =>
      `content/organization.yaml: "${field}" is an example: write the real one and take it off placeholders.`,
  );
  const origins = reasonsAgainst(String(config.vars.ORIGIN), site);
  const databases = config.d1_databases
    .filter(({ database_id }) => !database_id || /^[0-]+$/.test(database_id))
    .map(
      ({ binding }) =>
        `wrangler.toml: database_id of ${binding} is an example: create one with wrangler d1 create.`,
    );
  return [...examples, ...origins, ...databases];
}

function reasonsAgainst(origin: string, site: string): string[] {
  if (/[./]example\.(com|net|org)$/.test(origin)) {
    return [`wrangler.toml: ORIGIN is the example ${origin}: write where the site will be reached.`];
  }
  if (origin === site) return [];
  return [
    `wrangler.toml: ORIGIN is ${origin}, but content/organization.yaml says ${site}: make them the same.`,
  ];
}
