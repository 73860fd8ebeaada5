import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem, reasonOf } from "./command.ts";

/** The secrets that the Worker needs, and how a local one is made. Production has its own (docs/operating.md). */
const needed: Readonly<Record<string, () => string>> = {
  SIGNING_SECRET: () => randomBytes(32).toString("base64url"),
  VAULT_KEYS: () =>
    `k1:${randomBytes(32).toString("base64url")} index:${randomBytes(32).toString("base64url")}`,
};

/**
 * The secrets of a local run. Those that are missing are made; those that are there stay what they are.
 * @param state the folder of the state, which keeps them in `secrets.json`, readable by its owner only
 * @throws Problem when the file cannot be read or written
 */
export function localSecrets(state: string): Record<string, string> {
  const file = join(state, "secrets.json");
  const kept = readSecrets(file);
  const secrets = { ...kept };
  for (const [name, make] of Object.entries(needed)) secrets[name] ??= make();
  try {
    if (Object.keys(secrets).length > Object.keys(kept).length) writeWhole(file, secrets);
    chmodSync(file, 0o600);
  } catch (error) {
    throw new Problem(`Cannot write the secrets to ${file} (${reasonOf(error)}).`, { cause: error });
  }
  return secrets;
}

function readSecrets(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    const reason = error instanceof SyntaxError ? "it is not JSON" : reasonOf(error);
    throw new Problem(`Cannot read the secrets in ${file} (${reason}): repair or delete the file.`, {
      cause: error,
    });
  }
}

/** A run that is stopped in between leaves the file as it was. */
function writeWhole(file: string, secrets: Record<string, string>): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}
