import { Problem } from "../../terminal/problem.ts";
import type { Organization } from "../../worker/web/organization.ts";
import { invitationLink } from "../invitation-link.ts";
import { databaseOf, rowsOf } from "./database.ts";
import { exampleValues, varsOfTests } from "./deployable.ts";
import { prepareSecrets } from "./secrets.ts";
import { type Request, smokeTest } from "./smoke.ts";
import { jsonOf, must, type Wrangler } from "./wrangler.ts";

/** What somebody asked for. */
export interface Wanted {
  /** Whether to change nothing anywhere. */
  isDry: boolean;
  /** Whether to run the tests first. */
  withTests: boolean;
  /** The first owner's address. */
  owner?: string | undefined;
  /** Where a new database's data may lie. */
  place: readonly string[];
  /** Where a first deployment puts the secrets it makes. */
  secretsFile: string;
}

/** What a deployment works with. Tests put stand-ins in its place. */
export interface Tools {
  wrangler: Wrangler;
  say: (sentence: string) => void;
  /** What is wrong with the policy, a line each. */
  policyErrors: () => Promise<string[]>;
  /** Runs every test and says whether all passed. */
  runTests: () => Promise<boolean>;
  /** Builds the site as it is published. Throws a Problem when that fails. */
  build: () => Promise<void>;
  /** Keeps the id of the database for the build and later deployments. */
  keepDatabaseId: (id: string) => void;
  request: Request;
  wait: () => Promise<void>;
}

/** The Worker, its database and its vars, as `wrangler.toml` has them. */
export interface Names {
  worker: string;
  database: { name: string; id?: string | undefined };
  vars: Readonly<Record<string, unknown>>;
}

const configuration = ["-c", "dist/server/wrangler.json"];

/**
 * Puts the site into the account that wrangler is signed in to, from an empty account on. Each step can be repeated, so
 * a deployment that stopped is run again.
 * @throws Problem that says which step failed, and what to do. Nothing after it was done
 */
export async function deploy(
  { organization, names }: { organization: Organization; names: Names },
  wanted: Wanted,
  tools: Tools,
): Promise<void> {
  const { wrangler, say } = tools;
  await checkContent(organization, names.vars, wanted, tools);
  if (wanted.isDry) return rehearse(organization, tools);

  say("4  Account: is wrangler signed in?");
  signedIn(wrangler);
  say(`5  Database ${names.database.name}`);
  const id = databaseOf(wrangler, names.database, wanted.place);
  tools.keepDatabaseId(id);
  say("6  Building the site without drafts");
  await tools.build();
  say("7  Secrets");
  const { worker, database } = names;
  const secrets = prepareSecrets(wrangler, { worker, database: database.name, file: wanted.secretsFile });
  say(secrets.upload ? `   New ones are in ${secrets.upload}.` : "   The Worker has every one.");
  say("8  Migrating the database");
  must(
    wrangler,
    ["d1", "migrations", "apply", "DB", "--remote"],
    "show",
    "The database could not be migrated",
  );
  say(`9  Deploying to ${organization.site}`);
  must(wrangler, publication(organization, secrets.upload), "show", "The Worker could not be deployed");
  say("10 Looking at the site as a monitor and as a visitor do");
  await smokeTest(organization.site, organization.languages[0] ?? "en", tools.request, tools.wait);
  await tellNext(organization, { ...names, ...wanted, ...secrets }, tools);
}

/** Whether what is to be published is fit for it: values, policy, tests. */
async function checkContent(
  organization: Organization,
  vars: Names["vars"],
  { isDry, withTests }: Wanted,
  tools: Tools,
): Promise<void> {
  const { say } = tools;
  say("1  Values: does an example stand for something real?");
  const examples = [...exampleValues(organization), ...varsOfTests(vars)];
  if (examples.length > 0 && !isDry) throw new Problem(examples.join("\n"));
  for (const example of examples) say(`   Would refuse to deploy: ${example}`);
  say("2  Policy: is every text as it should be, and as published?");
  const errors = await tools.policyErrors();
  if (errors.length > 0)
    throw new Problem(`${errors.join("\n")}\nnpm run policy -- check says the same, and warnings.`);
  say(withTests ? "3  Tests (about five minutes; --skip-tests leaves them out)" : "3  Tests: left out");
  if (withTests && !(await tools.runTests()))
    throw new Problem("A test failed: see above. Nothing was changed.");
}

/** Builds and bundles, and says what a deployment would do besides. */
async function rehearse(organization: Organization, { wrangler, say, build }: Tools): Promise<void> {
  say("4  Account, 5 database: would sign in, and find or make the database");
  say("6  Building the site without drafts");
  await build();
  say("7  Secrets, 8 migration: would make what is missing, and migrate");
  say("9  Bundling, without deploying");
  must(wrangler, [...publication(organization), "--dry-run"], "show", "The Worker could not be bundled");
  say("10 Would look at the site, and name the next step.\nNothing was changed.");
}

/** The command that publishes. The build has told the Worker its address, and the domain is derived from the same line. */
function publication({ site }: Organization, secretsFile?: string): string[] {
  const secrets = secretsFile === undefined ? [] : ["--secrets-file", secretsFile];
  return ["deploy", ...configuration, "--domain", new URL(site).host, ...secrets];
}

function signedIn(run: Wrangler): void {
  const purpose = "Who is signed in could not be asked";
  const ran = run(["whoami", "--json"], "read");
  const { loggedIn } = ran.output.includes("{") ? jsonOf<{ loggedIn?: boolean }>(ran, purpose) : {};
  if (ran.status === 0 && loggedIn !== false) return;
  throw new Problem(
    "wrangler is not signed in: run npx wrangler login, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.",
  );
}

interface Deployed extends Names, Wanted {
  made?: Readonly<Record<string, string>>;
}

async function tellNext(
  organization: Organization,
  { database, owner, made, secretsFile }: Deployed,
  { wrangler, say }: Tools,
): Promise<void> {
  say(`\nThe site is at ${organization.site}/.`);
  if (made)
    say(`
Its secrets are in ${secretsFile}, and nowhere else where they can be read: put them into your password store now, then
delete the file. Without them nobody can open what people write.`);
  const [count] = rowsOf<{ owners: number }>(
    wrangler,
    database.name,
    "select count(*) as owners from users where role = 'owner'",
  ) ?? [{ owners: 0 }];
  if (count?.owners === 0)
    say(await wayInFor(organization, owner, made?.SIGNING_SECRET ?? process.env.SIGNING_SECRET));
  const { sender, newsletterSender = sender, email } = organization;
  const domains = new Set([sender, newsletterSender, email].map((address) => address.split("@")[1]));
  say(`
Next: ${[...domains].map((domain) => `npm run mail -- doctor ${domain}`).join(", ")}; then send yourself a message at
${organization.site}/${organization.languages[0]}/contact/. docs/operating.md goes on from here.`);
}

/** How the first owner gets in. */
async function wayInFor(
  { site, languages }: Organization,
  owner: string | undefined,
  secret: string | undefined,
) {
  const by = `SIGNING_SECRET=… npm run staff -- add EMAIL --role owner --production`;
  if (!owner || !secret) return `\nNobody owns the site yet. Its first owner gets a link with\n  ${by}`;
  const link = await invitationLink(
    { email: owner, role: "owner" },
    { origin: site, secret, language: languages[0] ?? "en" },
  );
  return link === undefined
    ? `\n"${owner}" is not one email address. The first owner gets a link with\n  ${by}`
    : `\nThe first owner, ${owner}, opens this link within 24 hours:\n  ${link}`;
}
