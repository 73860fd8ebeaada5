import type { Plugin } from "vite";
import { readOrganization } from "./organization-file.ts";

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
