import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { keyKinds, keyOfLine } from "../worker/log/note.ts";
import { bindingLanguage, Organization } from "../worker/web/organization.ts";
import { hintFor } from "./hints.ts";

/** `content/organization.yaml`. */
export const organizationFile = new URL("../content/organization.yaml", import.meta.url);

/** Reads and checks who publishes the policy. Throws with one sentence per wrong field. */
export function readOrganization(file: URL | string = organizationFile): Organization {
  const read = Organization.safeParse(parse(readFileSync(file, "utf8")), { error: hintFor });
  if (!read.success) throw new Error(`content/organization.yaml:\n${z.prettifyError(read.error)}`);
  const { languages, hostingRegion } = read.data;
  checkNames(read.data);
  const missing = languages.filter((language) => !hostingRegion[language]);
  if (missing.length > 0)
    throw new Error(
      `content/organization.yaml:\nhostingRegion: write it in every language of the site; ${missing.join(", ")} is missing`,
    );
  checkWitnesses(read.data);
  return read.data;
}

/** Where a language has no name of its own, pages say that of the binding one, which therefore has to be there. */
function checkNames(organization: Organization): void {
  const binding = bindingLanguage(organization);
  for (const field of ["name", "shortName", "director", "address"] as const) {
    const words = organization[field];
    if (typeof words === "string" || Array.isArray(words) || words[binding] !== undefined) continue;
    throw new Error(
      `content/organization.yaml:\n${field}: write it in ${binding}, the first language of the site, whose text binds`,
    );
  }
}

/** A line whose id is not that of its key was copied wrongly: nothing that the witness signs would ever verify. */
function checkWitnesses({ witnesses = [] }: Organization): void {
  const names = new Set<string>();
  for (const { key: line } of witnesses) {
    const key = keyOfLine(line);
    if (key?.kind !== keyKinds.cosignature)
      throw new Error(
        `content/organization.yaml:\nwitnesses: the id in "${line}" is not that of its key; copy the whole line from the witness again`,
      );
    if (names.has(key.name))
      throw new Error(`content/organization.yaml:\nwitnesses: "${key.name}" is there twice`);
    names.add(key.name);
  }
}
