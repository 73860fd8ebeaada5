import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { localSecrets } from "../../local/secrets.ts";

const state = mkdtempSync(join(tmpdir(), "secrets-"));
const file = join(state, "secrets.json");
afterEach(() => rmSync(file, { force: true }));

it("makes a secret of 32 random bytes that only its owner can read", () => {
  const { SIGNING_SECRET = "" } = localSecrets(state);
  expect(Buffer.from(SIGNING_SECRET, "base64url")).toHaveLength(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("keeps secrets that are there and adds those that are missing", () => {
  writeFileSync(file, JSON.stringify({ OLDER: "kept" }));
  chmodSync(file, 0o644);
  const made = localSecrets(state);
  expect(made).toEqual({
    OLDER: "kept",
    SIGNING_SECRET: expect.any(String),
    VAULT_KEYS: expect.any(String),
    RECORD_KEYS: expect.any(String),
    RECEIPT_KEY: expect.any(String),
    LOG_KEY: expect.any(String),
    MAILBOX_KEY: expect.any(String),
  });
  expect(localSecrets(state)).toEqual(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("does not replace a file that it cannot read", () => {
  writeFileSync(file, "{");
  expect(() => localSecrets(state)).toThrow("it is not JSON");
  expect(readFileSync(file, "utf8")).toBe("{");
});
