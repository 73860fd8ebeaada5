import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { organization as ours } from "../../editor/organization.ts";
import { build } from "../../local/build.ts";
import { writeDatabaseId } from "../../local/deploy/database.ts";
import { exampleValues } from "../../local/deploy/deployable.ts";
import { deploy, type Tools, type Wanted } from "../../local/deploy/deploying.ts";
import { isReservedDomain, isReservedPhone } from "../../local/deploy/reserved.ts";
import { wrangler as realWrangler } from "../../local/deploy/wrangler.ts";
import { workerSecrets } from "../../local/secrets.ts";
import type { Organization } from "../../worker/web/organization.ts";
import { type Account, emptyAccount, standIn } from "../fixtures/wrangler.ts";

const organization: Organization = {
  ...ours,
  name: "Nordhavn Trading ApS",
  shortName: "Nordhavn",
  director: "A. Holm",
  tagline: undefined,
  headline: undefined,
  trade: undefined,
  languages: ["en"],
  site: "https://privacy.nordhavn-trading.dk",
  email: "privacy@nordhavn-trading.dk",
  sender: "no-reply@nordhavn-trading.dk",
  newsletterSender: "news@post.nordhavn-trading.dk",
  phone: "+45 33 14 82 07",
  address: ["Kalkbrænderivej 4", "2100 København"],
  hostingRegion: { en: "European Union" },
  placeholders: [],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deploy-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Deploys into an account, with stand-ins for everything outside. */
async function deployInto(
  account: Account,
  {
    failing,
    wanted = {},
    tools = {},
    org = organization,
    vars = {},
  }: {
    failing?: string;
    wanted?: Partial<Wanted>;
    tools?: Partial<Tools>;
    org?: Organization;
    vars?: Readonly<Record<string, string>>;
  } = {},
) {
  const { wrangler, calls, args } = standIn(account, failing);
  const said: string[] = [];
  const done: string[] = [];
  const all: Tools = {
    wrangler: (words, how) => {
      const ran = wrangler(words, how);
      done.push(calls.at(-1) ?? "");
      return ran;
    },
    say: (sentence) => said.push(sentence),
    policyErrors: async () => [],
    runTests: async () => {
      done.push("tests");
      return true;
    },
    build: async () => {
      done.push("build");
    },
    keepDatabaseId: (id) => done.push(`keep ${id.slice(0, 8)}`),
    request: async (address) => {
      done.push(new URL(address).pathname);
      return new Response("ok", { headers: { "content-security-policy": "default-src 'none'" } });
    },
    wait: async () => undefined,
    ...tools,
  };
  const secretsFile = join(folder, "secrets.json");
  const asked: Wanted = { isDry: false, withTests: true, place: [], secretsFile, ...wanted };
  const database = { name: "kept", id: "00000000-0000-0000-0000-000000000000" };
  const names = { worker: "kept", database, vars };
  let problem = "";
  try {
    await deploy({ organization: org, names }, asked, all);
  } catch (error) {
    problem = (error as Error).message;
  }
  return { done, args, said: said.join("\n"), problem, secretsFile };
}

const everyStep = [
  "tests",
  "whoami",
  "d1 list",
  "d1 create",
  "d1 list",
  "keep 6b3e1c5e",
  "build",
  "secret list",
  "d1 execute",
  "d1 migrations",
  "deploy",
  "/health",
  "/en/policy/",
  "/.well-known/security.txt",
  "d1 execute",
];

describe("npm run deploy, into an empty account", () => {
  it("makes database, secrets and the first owner's link, one step after the other", async () => {
    const wanted = { owner: "holm@nordhavn-trading.dk", place: ["--jurisdiction", "eu"] };
    const { done, args, said, problem, secretsFile } = await deployInto(
      { ...emptyAccount, databases: [] },
      { wanted },
    );
    expect(problem).toBe("");
    expect(done).toEqual(everyStep);
    expect(args).toContainEqual(["d1", "create", "kept", "--jurisdiction", "eu"]);
    const published = args.find(([command]) => command === "deploy")?.join(" ");
    expect(published).toContain("--domain privacy.nordhavn-trading.dk");
    expect(published).toContain(`--secrets-file ${secretsFile}`);
    expect(Object.keys(JSON.parse(readFileSync(secretsFile, "utf8")))).toEqual(Object.keys(workerSecrets));
    expect(statSync(secretsFile).mode & 0o077).toBe(0);
    expect(said).toContain("holm@nordhavn-trading.dk, opens this link");
    expect(said).toMatch(/https:\/\/privacy\.nordhavn-trading\.dk\/en\/invitation\/[\w.-]+\//);
    expect(said).toContain("put them into your password store now");
    expect(said).toContain("npm run mail -- doctor nordhavn-trading.dk");
    expect(said).toContain("npm run mail -- doctor post.nordhavn-trading.dk");
  });

  it.each([
    ["whoami", /not signed in/],
    ["d1 list", /databases could not be listed/],
    ["d1 create", /The database kept could not be made/],
    ["secret list", /secrets could not be listed/],
    ["d1 migrations", /could not be migrated/],
    ["deploy", /could not be deployed/],
  ])("stops where %s fails, says so, and does nothing after it", async (failing, sentence) => {
    const { done, problem } = await deployInto({ ...emptyAccount, databases: [] }, { failing });
    expect(problem).toMatch(sentence);
    expect(done).toEqual(everyStep.slice(0, done.length));
    expect(done.at(-1)).toBe(failing);
  });

  it("goes on with the same secrets after a run that was stopped", async () => {
    const account = { ...emptyAccount, databases: [] };
    const { secretsFile } = await deployInto(account, { failing: "deploy" });
    const made = readFileSync(secretsFile, "utf8");
    const { done, problem } = await deployInto(account);
    expect(problem).toBe("");
    expect(done).not.toContain("d1 create");
    expect(readFileSync(secretsFile, "utf8")).toBe(made);
  });

  it("changes nothing when a test fails, the policy has an error, or the build fails", async () => {
    const account = { ...emptyAccount, databases: [] };
    const red = await deployInto(account, { tools: { runTests: async () => false } });
    expect([red.problem, red.done]).toEqual([expect.stringContaining("A test failed"), []]);
    const wrong = await deployInto(account, {
      tools: { policyErrors: async () => ["en.mdx:3:1  no title"] },
    });
    expect([wrong.problem, wrong.done]).toEqual([expect.stringContaining("en.mdx:3:1  no title"), []]);
    expect(account.databases).toEqual([]);
  });

  it("says how to go back when the site does not answer as it should", async () => {
    const request = async () => new Response(`{"problems":["keys"]}`, { status: 503 });
    const { problem } = await deployInto({ ...emptyAccount, databases: [] }, { tools: { request } });
    expect(problem).toMatch(/health answers 503: \{"problems":\["keys"\]\}.*npx wrangler rollback/);
  });
});

describe("npm run deploy, into an account that has the site", () => {
  const database = { uuid: "6b3e1c5e-0d0f-4a53-9a7a-3f6f0e9f6c11", name: "kept" };
  const account: Account = { ...emptyAccount, databases: [database], hasKeys: true, owners: 1 };
  const every = Object.keys(workerSecrets);

  it("makes nothing, and leaves the tests out when told to", async () => {
    const { done, args, said, secretsFile } = await deployInto(
      { ...account, secrets: every },
      { wanted: { withTests: false } },
    );
    expect(done).not.toContain("tests");
    expect(done).not.toContain("d1 create");
    expect(args.find(([command]) => command === "deploy")).not.toContain("--secrets-file");
    expect(existsSync(secretsFile)).toBe(false);
    expect(said).not.toContain("owner");
  });

  it.each(every)("refuses to go on without %s, which only its owner has", async (name) => {
    const { done, problem } = await deployInto({ ...account, secrets: every.filter((one) => one !== name) });
    expect(problem).toContain(`The Worker lacks ${name}.`);
    expect(done).not.toContain("deploy");
  });

  it("makes no new keys for a database that others have written to", async () => {
    const { done, problem, secretsFile } = await deployInto(account);
    expect(problem).toContain(`The Worker lacks ${every.join(", ")}.`);
    expect(done).not.toContain("d1 migrations");
    expect(existsSync(secretsFile)).toBe(false);
  });
});

describe("values that are examples", () => {
  it("are none in an organization that is real", () => {
    expect(exampleValues(organization)).toEqual([]);
  });

  it.each<[string, Partial<Organization>]>([
    ["site", { site: "https://www.example.com" }],
    ["site", { site: "https://privacy.nordhavn.test" }],
    ["email", { email: "privacy@firm.invalid" }],
    ["sender", { sender: "no-reply@mail.example.org" }],
    ["newsletterSender", { newsletterSender: "news@firm.example" }],
    ["phone", { phone: "+86 991 555 0100" }],
    ["name", { name: "Example Company" }],
    ["address", { address: ["1 Example Road", "Urumqi"] }],
    ["name.zh", { name: { en: "Nordhavn Handel", zh: "示例公司" } }],
    ["address.en", { address: { en: ["1 Example Road", "Urumqi"] } }],
    ["hostingRegion", { hostingRegion: { en: "Not decided yet" } }],
    ["tagline", { tagline: { en: "TODO" } }],
  ])("are found by what %s says, though no list names it", async (field, change) => {
    const found = exampleValues({ ...organization, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`content/organization.yaml: ${field}: `);
    const { problem, done } = await deployInto(
      { ...emptyAccount, databases: [] },
      { org: { ...organization, ...change } },
    );
    expect([problem, done]).toEqual([found[0], []]);
  });

  it("are joined by vars that make passwords cheap to guess, as tests have them", async () => {
    const { problem, done } = await deployInto(
      { ...emptyAccount, databases: [] },
      { vars: { FORMS_PER_NETWORK: "60", SCRYPT_N: "2" } },
    );
    expect(problem).toContain("wrangler.toml: SCRYPT_N is for tests");
    expect(done).toEqual([]);
  });

  it("are those that the list names, too, once each", () => {
    const found = exampleValues({ ...organization, phone: "+1 212 555 0123", placeholders: ["phone"] });
    expect(found).toEqual([expect.stringContaining('"phone" is an example')]);
  });

  it.each([
    "localhost",
    "a.example",
    "example.com",
    "www.Example.NET.",
    "kept.workers.dev",
    "192.0.2.1",
    "intranet",
    "x.home.arpa",
  ])("%s is no domain for everybody", (host) => expect(isReservedDomain(host)).toBe(true));

  it.each(["juezhijin.cn", "example.cn", "my-example.com", "testing.dk", "xn--80a1acny.xn--p1ai"])(
    "%s is a domain like others",
    (host) => expect(isReservedDomain(host)).toBe(false),
  );

  it.each([
    "+1 202 555 0173",
    "+44 1632 960123",
    "+44 20 7946 0958",
    "+44 7700 900 461",
    "+61 491 570 006",
    "+49 30 23125 042",
    "+33 1 99 00 12 34",
    "0000000",
    "+86 123 4567",
  ])("%s is a number for examples", (phone) => expect(isReservedPhone(phone)).toBe(true));

  it.each(["+86 991 281 7000", "+45 33 14 82 07", "+1 212 555 2368", "+7 495 123 45 68"])(
    "%s is a number like others",
    (phone) => expect(isReservedPhone(phone)).toBe(false),
  );
});

it("a rehearsal checks, builds and bundles what would be published, and touches no account", async () => {
  const asked: string[] = [];
  const { problem, said } = await deployInto(emptyAccount, {
    org: ours,
    wanted: { isDry: true, withTests: false },
    tools: {
      build: () => build(),
      wrangler: (args) => {
        asked.push(args.filter((word) => /^[a-z-]+$/.test(word)).join(" "));
        return realWrangler(args, "read");
      },
    },
  });
  expect(problem).toBe("");
  expect(asked).toEqual(["deploy -c --domain --dry-run"]);
  expect(said).toContain('Would refuse to deploy: content/organization.yaml: "phone" is an example');
  expect(said).toContain("Nothing was changed.");
});

it("the id of a database is written into wrangler.toml, and nothing else there changes", () => {
  const file = join(folder, "wrangler.toml");
  const before = readFileSync(new URL("../../wrangler.toml", import.meta.url), "utf8");
  writeFileSync(file, before);
  writeDatabaseId(file, "6b3e1c5e-0d0f-4a53-9a7a-3f6f0e9f6c11");
  const after = readFileSync(file, "utf8");
  expect(after).toContain('database_id = "6b3e1c5e-0d0f-4a53-9a7a-3f6f0e9f6c11"');
  expect(after.replace(/"6b3e[^"]+"/, '"00000000-0000-0000-0000-000000000000"')).toBe(before);
});

it("the Worker has its address from content/organization.yaml, and no other file says it", async () => {
  await build();
  const built = JSON.parse(readFileSync(new URL("../../dist/server/wrangler.json", import.meta.url), "utf8"));
  expect(built.vars.ORIGIN).toBe(ours.site);
  const toml = readFileSync(new URL("../../wrangler.toml", import.meta.url), "utf8");
  expect(toml).not.toMatch(/^ORIGIN|:\/\//m);
});

it("a deployed site keeps no log of who asked for what: requests name addresses and browsers", async () => {
  await build();
  const built = new URL("../../dist/server/wrangler.json", import.meta.url);
  const { observability } = JSON.parse(readFileSync(built, "utf8"));
  expect(observability.logs.invocation_logs).toBe(false);
  expect(observability.traces.enabled).toBe(false);
});
