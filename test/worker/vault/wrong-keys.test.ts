import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { jobs } from "../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../worker/keeping/running.ts";
import { compareKeys, fitKeys } from "../../../worker/vault/key-checks.ts";
import { openKeys } from "../../../worker/vault/open-keys.ts";
import { answers } from "../../fixtures/answers.ts";
import { firstVersion } from "../../fixtures/content.ts";
import { ticketFor } from "../client.ts";
import { ask, lastShown } from "../site.ts";

const key = (letter: string) => `${letter.repeat(42)}A`;
const secrets = { VAULT_KEYS: `k1:${key("A")} index:${key("B")}`, RECORD_KEYS: `r1:${key("C")}` };
const at = new Date("2026-12-01T10:00:00Z");

/** What is wrong with these keys, once others have written. */
const faultsOf = async (other: Partial<typeof secrets>) =>
  (await compareKeys(env.DB, await openKeys({ ...secrets, ...other }))).faults;

beforeEach(async () => fitKeys(env.DB, await openKeys(secrets), at));

describe("the keys of a database", () => {
  it.each([
    [
      "another key of the same name",
      { VAULT_KEYS: `k1:${key("X")} index:${key("B")}` },
      "VAULT_KEYS k1",
      "another",
    ],
    ["another index", { VAULT_KEYS: `k1:${key("A")} index:${key("X")}` }, "VAULT_KEYS index", "another"],
    [
      "a new key without the former one",
      { VAULT_KEYS: `k2:${key("X")} index:${key("B")}` },
      "VAULT_KEYS k1",
      "missing",
    ],
    ["another key for records", { RECORD_KEYS: `r1:${key("X")}` }, "RECORD_KEYS r1", "another"],
    [
      "a new key for records without the former one",
      { RECORD_KEYS: `r2:${key("X")}` },
      "RECORD_KEYS r1",
      "missing",
    ],
  ])("are told from %s, which gets no check value", async (_, other, name, problem) => {
    expect(await faultsOf(other)).toEqual([{ key: name, problem }]);
    await expect(fitKeys(env.DB, await openKeys({ ...secrets, ...other }), at)).rejects.toThrow(name);
    expect(await faultsOf({})).toEqual([]);
    const { results } = await env.DB.prepare("select name from key_checks").all();
    expect(results).toHaveLength(3);
  });

  it("may be followed by new ones, which are known from then on", async () => {
    const both = {
      VAULT_KEYS: `k2:${key("X")} ${secrets.VAULT_KEYS}`,
      RECORD_KEYS: `r2:${key("Y")} ${secrets.RECORD_KEYS}`,
    };
    await fitKeys(env.DB, await openKeys(both), at);
    expect(await faultsOf({})).toEqual([
      { key: "RECORD_KEYS r2", problem: "missing" },
      { key: "VAULT_KEYS k2", problem: "missing" },
    ]);
    expect(await faultsOf(both)).toEqual([]);
  });
});

describe("a site with a wrong key", () => {
  const bindings = { VAULT_KEYS: `k1:${key("X")} index:${key("B")}` };
  const rows = async () => {
    const { results } = await env.DB.prepare(
      "select (select count(*) from submissions) + (select count(*) from outbox) as rows",
    ).all<{ rows: number }>();
    return results[0]?.rows;
  };

  it("takes no form, gives back what was typed, and writes nothing", async () => {
    const ticket = await ticketFor(env, "contact");
    const answer = await ask("/en/contact/", { fields: { ...answers.contact, ticket }, bindings });
    expect(answer.status).toBe(503);
    expect(lastShown()).toContain(answers.contact.message);
    expect(await rows()).toBe(0);
  });

  it("says so to a monitor, and shows the policy all the same", async () => {
    const health = await ask("/health", { bindings });
    expect(health.status).toBe(503);
    expect(await health.json()).toEqual({ status: "failing", problems: ["keys"] });
    expect(await (await ask("/health")).json()).toEqual({ status: "ok" });
    expect((await ask(`/en/policy/${firstVersion.date}/`, { bindings })).status).toBe(200);
  });

  it.each(["/en/sent/M-1/", "/en/unsubscribe/x/", "/en/account/"])(
    "shows nothing private at %s",
    async (path) => {
      expect((await ask(path, { bindings })).status).not.toBe(500);
    },
  );

  it("runs no job that would seal or look up, and each says that it failed", async () => {
    await runJobs({ ...env, ...bindings }, jobs);
    const { results } = await env.DB.prepare(
      "select name from job_runs where result = 'failed' order by name",
    ).all<{ name: string }>();
    expect(results.map(({ name }) => name)).toContain("audit: check the log");
    expect(await rows()).toBe(0);
  });
});
