import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { Organization } from "../worker/web/organization.ts";
import { hintFor } from "./hints.ts";

/** `content/organization.yaml`. */
export const organizationFile = new URL("../content/organization.yaml", import.meta.url);

/** Reads and checks who publishes the policy. Throws with one sentence per wrong field. */
export function readOrganization(file: URL | string = organizationFile): Organization {
  const read = Organization.safeParse(parse(readFileSync(file, "utf8")), { error: hintFor });
  if (!read.success) throw new Error(`content/organization.yaml:\n${z.prettifyError(read.error)}`);
  const { languages, hostingRegion } = read.data;
  const missing = languages.filter((language) => !hostingRegion[language]);
  if (missing.length > 0)
    throw new Error(
      `content/organization.yaml:\nhostingRegion: write it in every language of the site; ${missing.join(", ")} is missing`,
    );
  return read.data;
}
