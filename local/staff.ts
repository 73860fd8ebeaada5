import { parseArgs } from "node:util";
import { staffRoles } from "../worker/auth/schema.ts";
import { signInvitation } from "../worker/staff/invitation.ts";
import { Invitation } from "../worker/staff/schema.ts";
import { Problem, run } from "./command.ts";
import { stateFolder } from "./environment.ts";
import { localSecrets } from "./secrets.ts";

const help = `npm run staff — lets somebody of the organization in

  npm run staff -- add EMAIL --role ROLE                prints a one-time link, good for 24 hours
  npm run staff -- add EMAIL --role ROLE --production   the same for the published site: give its secret as
                                                        SIGNING_SECRET=… and its address as ORIGIN=https://…
  PORT=9000 STATE=/tmp/site npm run staff -- add …      of a local server with another port and state

Roles: ${staffRoles.join(", ")}. The server may run or not. Whoever opens the link chooses a password and sets up
a second step; an address that has an account keeps it, and its password is asked for.`;

const dayMs = 24 * 60 * 60_000;

await run(async () => {
  const { email, role, isProduction } = readArguments();
  if (email === undefined) return console.log(help);
  const expiresAt = new Date(Date.now() + dayMs).toISOString();
  const invitation = Invitation.safeParse({ email, role, expiresAt });
  if (!invitation.success)
    throw new Problem(
      `Name one e-mail address and a role (${staffRoles.join(", ")}): npm run staff -- --help.`,
    );
  const { origin, secret } = isProduction ? production() : local();
  console.log(`${origin}/en/invitation/${await signInvitation(invitation.data, secret)}/`);
});

function readArguments(): { email: string | undefined; role: string | undefined; isProduction: boolean } {
  const { values, positionals } = parseArgs({
    options: { role: { type: "string" }, production: { type: "boolean" }, help: { type: "boolean" } },
    allowPositionals: true,
  });
  const [command, email, ...more] = positionals;
  const isAsked = values.help === true || command === undefined;
  if (!isAsked && (command !== "add" || more.length > 0))
    throw new Problem("There is only “add EMAIL --role ROLE”: see npm run staff -- --help.");
  return {
    email: isAsked ? undefined : (email ?? ""),
    role: values.role,
    isProduction: values.production === true,
  };
}

function local(): { origin: string; secret: string } {
  const secret = localSecrets(stateFolder()).SIGNING_SECRET ?? "";
  return { origin: `http://localhost:${process.env.PORT ?? "8787"}`, secret };
}

function production(): { origin: string; secret: string } {
  const { ORIGIN: origin, SIGNING_SECRET: secret } = process.env;
  if (!origin?.startsWith("https://") || !secret)
    throw new Problem(
      "Give ORIGIN=https://… and SIGNING_SECRET=… of the published site: the link is signed with it.",
    );
  return { origin, secret };
}
