import { join } from "node:path";
import type { Diagnostic } from "../diagnostic.ts";
import { readPartnerFiles } from "../partners.ts";
import type { Checked } from "./checked.ts";

/** The files of the partners, whose folder is beside that of the versions: without them nothing can be built. */
export function checkPartners({ tree, organization }: Checked): Diagnostic[] {
  return readPartnerFiles(join(tree.folder, "../partners"), organization).flatMap(({ problems }) => problems);
}
