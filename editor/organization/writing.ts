import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Organization } from "../../worker/web/organization.ts";

/** A mark that is nobody's: a ring. `content/look/README.md` says how to draw one's own. */
const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill-rule="evenodd" d="M16 1a15 15 0 1 1 0 30a15 15 0 0 1 0-30zm0 7a8 8 0 1 0 0 16a8 8 0 0 0 0-16z"/></svg>\n';

/**
 * Writes `organization.yaml` anew: values of the one before, its comments kept. What the new organization does not say is
 * left out.
 */
export function writeOrganization(file: string, organization: Organization): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  const before = Object.keys(document.toJS() as object);
  for (const name of before.filter((one) => !(one in organization))) document.delete(name);
  for (const [name, value] of Object.entries(organization)) {
    const node = document.createNode(value, { flow: typeof value === "object" && name !== "address" });
    if ((organization.placeholders as readonly string[]).includes(name)) node.comment = " placeholder";
    document.set(name, node);
  }
  writeFileSync(file, document.toString({ lineWidth: 0, flowCollectionPadding: true }));
}

/** Takes away what belonged to the organization before: its versions, controls, partners and mark. */
export function clear(content: string): void {
  const policy = join(content, "policy");
  for (const name of readdirSync(policy)) rmSync(join(policy, name), { recursive: true });
  writeFileSync(join(policy, "versions.json"), '{\n  "versions": []\n}\n');
  writeFileSync(
    join(policy, "controls.yaml"),
    "# What keeps each promise of the policy, by its id: code, tests, and people. See docs/editing.md.\n{}\n",
  );
  const partners = join(content, "partners");
  for (const name of existsSync(partners) ? readdirSync(partners) : [])
    if (name !== "README.md") rmSync(join(partners, name));
  writeFileSync(join(content, "look/mark.svg"), mark);
}
