import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, sep } from "node:path";

/** SHA-256, in hex, of some files below a root: of their paths and of what is in them. It changes when any of them does. */
export function digestOfFiles(root: string, files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of [...files].sort())
    hash.update(`${file.split(sep).join("/")}\0`).update(
      createHash("sha256")
        .update(readFileSync(join(root, file)))
        .digest(),
    );
  return hash.digest("hex");
}
