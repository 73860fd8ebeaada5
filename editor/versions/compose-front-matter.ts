import { parseDocument, stringify } from "yaml";
import type { FrontMatter } from "../../worker/policy/text/front-matter.ts";
import { frontMatterOf } from "./front-matter.ts";

/** Front matter for a new file, without what the schema supplies by itself. */
export function composeFrontMatter({ commitments, ...fields }: Partial<FrontMatter>): string {
  const block = parseDocument(stringify({ ...fields, commitments }, { lineWidth: 0 }));
  for (const list of ["signals", "purposes"]) {
    const node = block.getIn(["commitments", list], true);
    if (typeof node === "object" && node !== null) Object.assign(node, { flow: true });
  }
  return `---\n${block.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n`;
}

/** A source with some front matter fields replaced; undefined deletes a field. */
export function withFrontMatter(source: string, fields: Record<string, string | undefined>): string {
  const block = frontMatterOf(source) ?? "";
  const document = parseDocument(block);
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) document.delete(name);
    else document.set(name, value);
  }
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return source.replace(block, () => written);
}
