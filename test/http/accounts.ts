import type { LocalServer } from "../../local/server.ts";
import { registration } from "../fixtures/answers.ts";
import { madeAccount } from "./made-account.ts";
import { eventually } from "./site.ts";
import { mailsTo, Visitor } from "./visitor.ts";

/** The ticket on a form's page that somebody has open. */
export function ticketIn(page = ""): string {
  return /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

/** The path of the link in the latest mail to an address whose text contains it: `/en/verify/…/`. */
export function linkTo(
  server: Pick<LocalServer, "mailbox">,
  address: string,
  kind: string,
  after = 0,
): Promise<string> {
  return eventually(async () => {
    const texts = mailsTo(server.mailbox, address)
      .slice(after)
      .map(({ text }) => text);
    return texts.findLast((text) => text.includes(`/${kind}/`))?.match(new RegExp(`/en/${kind}/\\S+/`))?.[0];
  });
}

/** Somebody with such an account, signed in without any page or mail. */
export function madeClient(
  server: LocalServer,
  email: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Visitor> {
  const { name, password } = registration;
  return madeAccount(server, { email, name, password }, headers);
}

/** Somebody who has registered, confirmed and signed in. */
export async function clientOf(
  server: Pick<LocalServer, "url" | "mailbox">,
  email: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Visitor> {
  const visitor = new Visitor(server.url, headers);
  const before = mailsTo(server.mailbox, email).length;
  await visitor.fillIn("/en/register/", { ...registration, email });
  const link = await linkTo(server, email, "verify", before);
  const answer = await visitor.fillIn(link, { password: registration.password });
  if (answer.headers.get("location") !== "/en/account/") throw new Error(`${email} could not register`);
  return visitor;
}
