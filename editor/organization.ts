import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { parse } from "yaml";
import { z } from "zod";
import { Organization } from "../worker/policy/schema.ts";

const file = new URL("../content/organization.yaml", import.meta.url);

/** `content/organization.yaml`, checked. */
export const organization = readOrganization();

/** Lets pages and the Worker import `organization.yaml` as the checked object. */
export function organizationModule(): Plugin {
  return {
    name: "organization",
    enforce: "pre",
    load(id) {
      return id.endsWith("/organization.yaml") ? `export default ${JSON.stringify(organization)}` : undefined;
    },
  };
}

function readOrganization(): Organization {
  const read = Organization.safeParse(parse(readFileSync(file, "utf8")));
  if (!read.success) throw new Error(`content/organization.yaml:\n${z.prettifyError(read.error)}`);
  return read.data;
}
