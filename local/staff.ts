import { organization } from "../editor/organization.ts";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem, WrongUsage } from "../terminal/problem.ts";
import { isLastOwner } from "../worker/accounts/engine/last-owner.ts";
import { type Role, staffRoles } from "../worker/accounts/engine/signed-in.ts";
import { updateRole } from "../worker/accounts/engine/users.ts";
import { deleteSessions } from "../worker/accounts/sessions/sessions.ts";
import { entryAfter } from "../worker/audit/chain.ts";
import { insertEntry, selectTip, tipIn } from "../worker/audit/log.ts";
import { staffIn } from "../worker/staff/members/members.ts";
import { removeFromStaff } from "../worker/staff/members/removing.ts";
import { commandLine as nobodySignedIn, noteRecorded, roleDeed } from "../worker/staff/members/role-deeds.ts";
import type { OpenKeys } from "../worker/vault/open-keys.ts";
import { emailIndex, openKeyRing } from "../worker/vault/sealing.ts";
import { comparable } from "../worker/web/email-address.ts";
import { staffLanguage } from "../worker/web/organization.ts";
import { withLocalDatabase } from "./database.ts";
import { stateFolder } from "./environment.ts";
import { invitationLink } from "./invitation-link.ts";
import { keysOf } from "./keys.ts";
import { localSecrets } from "./secrets.ts";

const examples = `  npm run staff -- add EMAIL --role ROLE                prints a one-time link, good for 24 hours
  npm run staff -- list                                 everybody with a role, and whether they have a second step
  npm run staff -- role EMAIL ROLE                      gives somebody of the staff another role, and signs them out
  npm run staff -- remove EMAIL                         takes the role away and signs them out everywhere
  … --production                                        for the published site: give its secret as SIGNING_SECRET=…
                                                        (add) or VAULT_KEYS=… (role, remove)
  PORT=9000 STATE=/tmp/site npm run staff -- add …      of a local server with another port and state

Roles: ${staffRoles.join(", ")}. Nobody has one until they are invited. Whoever opens the link chooses a password and
sets up a second step, which staff need; an address that has an account keeps it, and its password is asked for. What
staff have done stays in the audit log, where each change of a role has its entry. The last owner stays an owner.`;

const program = commandLine(
  "staff",
  "Lets somebody of the organization in, shows who is, and takes it back.",
  examples,
)
  .allowExcessArguments()
  .action((_, command) => {
    if (command.args.length === 0) return command.help();
    throw new WrongUsage("Use “add EMAIL --role ROLE”, “list”, “role EMAIL ROLE” or “remove EMAIL”");
  });

const execute = "npx wrangler d1 execute kept --remote --command";

const listInProduction = `${execute} "select id, role, two_factor_enabled, created_at from users where role <> 'client'"`;

const production = ["--production", "for the published site"] as const;

program
  .command("add")
  .description("print a one-time link, good for 24 hours")
  .argument("<email>", "one email address")
  .requiredOption("--role <role>", staffRoles.join(", "))
  .option(...production)
  .action(async (email, options) =>
    console.log(await linkFor(email, options.role, options.production === true)),
  );

program
  .command("list")
  .description("show everybody with a role, and whether they have a second step")
  .option(...production)
  .action((options) =>
    options.production
      ? console.log(listInProduction)
      : withKeys(async (db, { ring }) => {
          for (const one of await staffIn(db, ring))
            console.log(
              `${one.email}  ${one.role}  ${one.twoFactor ? "second step" : "no second step yet"}  ${one.id}`,
            );
        }),
  );

program
  .command("role")
  .description("give somebody of the staff another role")
  .argument("<email>", "one email address")
  .argument("<role>", staffRoles.join(", "))
  .option(...production)
  .action(async (email, role, options) => {
    if (!isStaffRole(role)) throw new Problem(`Name a role: ${staffRoles.join(", ")}.`);
    if (options.production) console.log(await changeInProduction(email, role));
    else await withKeys((db, keys) => change(db, keys, email, role));
  });

program
  .command("remove")
  .description("take the role away and sign them out everywhere")
  .argument("<email>", "one email address")
  .option(...production)
  .action(async (email, options) => {
    if (options.production) console.log(await changeInProduction(email, "client"));
    else await withKeys((db, keys) => change(db, keys, email, "client"));
  });

await runHere(program);

function withKeys(use: (db: D1Database, keys: OpenKeys) => Promise<void>): Promise<void> {
  return withLocalDatabase(async ({ folder, db }) => use(db, await keysOf(folder, db)));
}

function isStaffRole(role: string): role is (typeof staffRoles)[number] {
  return (staffRoles as readonly string[]).includes(role);
}

async function linkFor(email: string, role: string, isProduction: boolean): Promise<string> {
  const link = await invitationLink(
    { email, role },
    { ...(isProduction ? ofProduction() : ofThisMachine()), language: staffLanguage(organization) },
  );
  if (link !== undefined) return link;
  throw new Problem(`Name one email address and a role (${staffRoles.join(", ")}): npm run staff -- --help.`);
}

/** Changes a role together with its entry of the audit log. */
async function change(db: D1Database, { ring, records }: OpenKeys, email: string, role: Role): Promise<void> {
  const found = (await staffIn(db, ring)).find((one) => comparable(one.email) === comparable(email));
  if (!found) throw new Problem(`No member of staff has the address ${email}: see npm run staff -- list.`);
  if (await isLastOwner(db, found.id))
    throw new Problem(`${found.email} is the only owner: make somebody else an owner first.`);
  const at = new Date();
  const statements =
    role === "client"
      ? removeFromStaff(db, found.id)
      : [updateRole(db, found.id, role), deleteSessions(db, found.id)];
  const deed = { actor: nobodySignedIn, ...roleDeed(found.id, role), at };
  const entry = await entryAfter(records, tipIn(await selectTip(db).run()), deed);
  await db.batch([insertEntry(db, entry), ...statements, noteRecorded(db, found.id, at)]);
  const now = role === "client" ? `no longer ${found.role}` : `${role} now`;
  console.log(`${found.email} is ${now}, and signed out everywhere.`);
}

/**
 * What to run against the published database, which only wrangler reaches. The cron there writes the entry of the audit log
 * within a minute, and the database keeps the last owner.
 */
async function changeInProduction(email: string, role: Role): Promise<string> {
  const keys = process.env.VAULT_KEYS;
  if (!keys) throw new Problem("Set VAULT_KEYS=… of the published site: the address is looked up with it.");
  const index = await emailIndex(await openKeyRing(keys), email);
  const whose = `(select id from users where email_index = '${index}')`;
  const ending = role === "client" ? `delete from statistics_readers where person in ${whose}; ` : "";
  return `${execute} "update users set role = '${role}' where email_index = '${index}' and role <> 'client'; ${ending}delete from sessions where user_id in ${whose}"`;
}

function ofThisMachine(): { origin: string; secret: string } {
  const secret = localSecrets(stateFolder()).SIGNING_SECRET ?? "";
  return { origin: `http://localhost:${process.env.PORT ?? "8787"}`, secret };
}

function ofProduction(): { origin: string; secret: string } {
  const { SIGNING_SECRET: secret } = process.env;
  if (!secret) throw new Problem("Give SIGNING_SECRET=… of the published site: the link is signed with it.");
  return { origin: organization.site, secret };
}
