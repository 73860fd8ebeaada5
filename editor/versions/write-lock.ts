import { join } from "node:path";
import { type PublishedVersion, VersionLock } from "../../worker/policy/versions/version.ts";
import { writeWhole } from "./write.ts";

/**
 * Writes the lock, with lists of words on one line as people read them. Throws when an entry does not match the schema.
 */
export function writeLock(folder: string, versions: readonly PublishedVersion[]): void {
  const lock = VersionLock.parse({ versions });
  const text = JSON.stringify(lock, null, 2).replace(
    /\[\s+("[\w-]+"(?:,\s+"[\w-]+")*)\s+\]/g,
    (_, words: string) => {
      return `[${words.replace(/,\s+/g, ", ")}]`;
    },
  );
  writeWhole(join(folder, "versions.json"), `${text}\n`);
}
