import organization from "../../../content/organization.yaml";
import { concerningIn, selectConcerning } from "../../accounts/disclosures/records.ts";
import { type Held, type HeldAccount, heldUnder } from "../../accounts/own/holdings.ts";
import { selectSuspensionOf, suspensionsIn } from "../../accounts/suspension/suspensions.ts";
import type { Tip } from "../../audit/entry.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import { holdsIn, selectHoldsOn } from "../../lifetimes/holds.ts";
import { selectSuppressed, suppressedIn } from "../../mail/suppressed.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import type { Language } from "../../web/organization.ts";
import { partsOf } from "../data-requests/held.ts";
import { namesIn, selectNames } from "../members/names.ts";
import type { Agreed, Client } from "./pages.ts";
import { readableParts } from "./readable.ts";
import {
  disclosuresIn,
  restrictedIn,
  selectDisclosuresOf,
  selectRestriction,
  selectSent,
  sentIn,
} from "./rows.ts";

/** A client, the language for writing to them, and the last entry of the audit log. */
export interface LoadedClient {
  client: Client;
  language: Language;
  tip: Tip;
}

/** How much of each kind the page shows at first, so that it is light on a phone whatever somebody sent. */
const maxOfEach = 20;

/**
 * Everything held about the client whom a number names: of an account, or of anything they sent. The page's address names
 * one unless it is given.
 */
export async function loadClient(
  c: AppContext,
  number = c.req.param("number") ?? "",
): Promise<LoadedClient | undefined> {
  const { DB: db } = c.env;
  const [concerning] = concerningIn(await selectConcerning(db, [number]).run());
  if (!concerning) return undefined;
  const { emailIndex: index, language } = concerning;
  const { account, held } = await heldUnder(c.env, index);
  const [sent, disclosures, restriction, holds, suspension, suppressed, names, tip] = await db.batch([
    selectSent(db, index),
    selectDisclosuresOf(db, index),
    selectRestriction(db, index),
    selectHoldsOn(db, account?.userId ?? number),
    selectSuspensionOf(db, index),
    selectSuppressed(db, index),
    selectNames(db),
    selectTip(db),
  ]);
  const ring = await keyRing(c.env);
  const [suspended] = await suspensionsIn(suspension, ring);
  const restrictedSince = restrictedIn(restriction);
  const items = sentIn(sent);
  const agreed = agreedIn(held);
  const parts = readableParts(partsOf(account, held), items, restrictedSince !== undefined);
  const isWhole = c.req.query("all") === "yes";
  const max = isWhole ? Number.POSITIVE_INFINITY : maxOfEach;
  const suppressedSince = suppressedIn(suppressed);
  return {
    client: {
      number,
      ...(restrictedSince ? { name: "", email: "" } : whoIn(account, held)),
      ...(account
        ? {
            account: {
              userId: account.userId,
              createdAt: account.opened.createdAt,
              isStaff: account.role !== "client",
              ...(suspended ? { suspension: suspended } : {}),
            },
          }
        : {}),
      ...(restrictedSince ? { restrictedSince } : {}),
      ...(suppressedSince ? { suppressedSince } : {}),
      sent: items.slice(0, max),
      agreed: agreed.slice(0, max),
      isCut:
        !isWhole &&
        [items, agreed, ...parts.map(({ rows }) => rows)].some(({ length }) => length > maxOfEach),
      disclosures: disclosuresIn(disclosures),
      holds: await holdsIn(holds, ring),
      names: (await namesIn(names, ring)).names,
      parts: parts.map((part) => ({ ...part, rows: part.rows.slice(0, max) })),
      today: dayOf(now(c.env), organization.timeZone),
    },
    language,
    tip: tipIn(tip),
  };
}

/** The name and address that were given last. */
function whoIn(
  account: HeldAccount | undefined,
  { messages, orders, requests, feedback }: Held,
): Pick<Client, "name" | "email"> {
  const sent = [...messages, ...orders, ...requests, ...feedback].map((one) => ({
    name: "name" in one ? one.name : "",
    email: one.email,
  }));
  const email = account?.email ?? sent.find((one) => one.email !== "")?.email ?? "";
  return { name: account?.details.name || (sent.find(({ name }) => name !== "")?.name ?? ""), email };
}

/** The latest answer to each thing they were asked, the newest first. */
function agreedIn({ consents }: Held): Agreed[] {
  const last = new Map(consents.map((one) => [`${one.subject}/${one.purpose}`, one]));
  return [...last.values()].toReversed().map(({ subject, purpose, event, policyVersion, recordedAt }) => ({
    subject,
    purpose,
    event,
    policyVersion,
    recordedAt,
  }));
}
