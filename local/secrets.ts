import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem, reasonOf } from "../terminal/problem.ts";
import { newRecordKeys, newSigningKey, newVaultKeys } from "./vault-keys.ts";

/** The secrets of a local run, and how each is made: those the Worker needs, and the key of the mailbox. Production has its own (docs/operating.md). */
const needed: Readonly<Record<string, () => string>> = {
  SIGNING_SECRET: () => randomBytes(32).toString("base64url"),
  VAULT_KEYS: newVaultKeys,
  RECORD_KEYS: newRecordKeys,
  RECEIPT_KEY: newSigningKey,
  LOG_KEY: newSigningKey,
  MAILBOX_KEY: () => randomBytes(32).toString("base64url"),
};

/**
 * The secrets of a local run. Makes the missing ones and keeps the others.
 * @param state the folder of the state, which keeps them in `secrets.json`, readable only by their owner
 * @throws Problem when the file cannot be read or written
 */
export function localSecrets(state: string): Record<string, string> {
  const file = fileOf(state);
  const kept = readSecrets(file);
  const secrets = { ...kept };
  for (const [name, make] of Object.entries(needed)) secrets[name] ??= make();
  if (Object.keys(secrets).length > Object.keys(kept).length) saveSecrets(state, secrets);
  else writing(file, () => chmodSync(file, 0o600));
  return secrets;
}

/**
 * Replaces the stored secrets of a local run. An interrupted run leaves the old ones.
 * @throws Problem when the file cannot be written
 */
export function saveSecrets(state: string, secrets: Readonly<Record<string, string>>): void {
  const file = fileOf(state);
  const fresh = `${file}.${process.pid}`;
  writing(file, () => {
    writeFileSync(fresh, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(fresh, file);
  });
}

function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new Problem(`Cannot write the secrets to ${file} (${reasonOf(error)}).`, { cause: error });
  }
}

function fileOf(state: string): string {
  return join(state, "secrets.json");
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
