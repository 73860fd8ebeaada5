import { deliverAfterwards } from "../../mail/delivery.ts";
import { deleteMailAbout } from "../../mail/outbox.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { show } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { Refused } from "../../web/refused.ts";
import { type Router, router } from "../../web/router.ts";
import { hashOf } from "../../web/sha256.ts";
import { askedIn } from "../form/asked.ts";
import { changeSince } from "../form/ticket.ts";
import { contentOf } from "../minors/asking.ts";
import { countMinors } from "../minors/counts.ts";
import { type LockedContent, stateOf, type Waiting, type WaitingForm } from "../minors/waiting.ts";
import { decide, isDecided, waitingBehind } from "../minors/waitings.ts";
import type { GuardedForm } from "./guarded.ts";
import { guardianPage, type ShownGuardian } from "./page.ts";

/** What waits behind a link, opened with it. */
interface Opened {
  waiting: Waiting;
  /** Absent once it is over. */
  content?: LockedContent;
  at: Date;
}

/** The page behind the link mailed to a guardian. Mail scanners open links, so only its buttons decide. */
export function guardianRoutes(forms: Readonly<Record<WaitingForm, GuardedForm>>): Router {
  const path = `/${lang}/guardian/:token/` as const;
  return router()
    .get(path, async (c) => {
      const opened = await openLink(c);
      return opened ? showOpened(c, opened, forms) : showUnknown(c);
    })
    .post(`${path}agree/`, async (c) => {
      const opened = await openLink(c);
      if (!opened) return showUnknown(c);
      const { waiting, content, at } = opened;
      if (!content || hasChanged(c, content)) return showOpened(c, opened, forms);
      return decideOnce(c, forms, async () => {
        const statements = [
          decide(c.env.DB, waiting.reference, "agreed"),
          countMinors(c.env.DB, "agreed", at),
        ];
        const agreement = { waiting, content, agreedAt: at, statements };
        const isStored = await forms[waiting.form].agree(c, agreement);
        c.executionCtx.waitUntil(deliverAfterwards(c.env));
        return showState(c, waiting, isStored ? "just-agreed" : "changed");
      });
    })
    .post(`${path}refuse/`, async (c) => {
      const opened = await openLink(c);
      if (!opened) return showUnknown(c);
      const { waiting, content, at } = opened;
      if (!content) return showOpened(c, opened, forms);
      return decideOnce(c, forms, async () => {
        await c.env.DB.batch([
          decide(c.env.DB, waiting.reference, "refused"),
          countMinors(c.env.DB, "refused", at),
          deleteMailAbout(c.env.DB, waiting.reference),
        ]);
        return showState(c, waiting, "just-refused");
      });
    });
}

/** Opens what waits behind the link that the address names; undefined where we know no such link. */
async function openLink(c: AppContext): Promise<Opened | undefined> {
  const token = c.req.param("token") ?? "";
  const waiting = await waitingBehind(c.env.DB, await hashOf(token));
  if (!waiting) return undefined;
  const at = now(c.env);
  if (stateOf(waiting, at) !== "open") return { waiting, at };
  return { waiting, at, content: await contentOf(c.env, waiting, token) };
}

/** Whether a material version took effect since it was typed. Then nobody has agreed to what is in force. */
function hasChanged(c: AppContext, { ticket }: LockedContent): boolean {
  return changeSince(ticket, versions, provided(c, policyInForce)) !== undefined;
}

/** How often a decision is tried when something else happens at the same moment. */
const maxTries = 3;

/**
 * Carries out a decision. If another one was faster, its page says which; if something else came in between, such as an
 * account for the same address, it decides once more.
 */
async function decideOnce(
  c: AppContext,
  forms: Readonly<Record<WaitingForm, GuardedForm>>,
  act: () => Promise<Response>,
): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const opened = isDecided(error) ? await openLink(c) : undefined;
      if (opened) return showOpened(c, opened, forms);
      if (tries === maxTries) throw error;
    }
  }
}

function showOpened(
  c: AppContext,
  { waiting, content, at }: Opened,
  forms: Readonly<Record<WaitingForm, GuardedForm>>,
): Promise<Response> {
  if (!content) {
    const state = stateOf(waiting, at);
    return showState(c, waiting, state === "open" ? "expired" : state);
  }
  if (hasChanged(c, content)) return showState(c, waiting, "changed");
  const { form, reference, expiresAt, language } = waiting;
  const { commitments } = provided(c, policyInForce);
  const { policyVersion } = content.ticket;
  const asked = askedIn(forms[form].form, content.values, language, commitments);
  return show(c, guardianPage, { state: "open", form, reference, expiresAt, policyVersion, ...asked });
}

/** A link that is over answers 410, which programs understand too. */
function showState(
  c: AppContext,
  { reference }: Waiting,
  state: Exclude<ShownGuardian["state"], "open" | "unknown">,
): Promise<Response> {
  const status = state === "just-agreed" || state === "just-refused" ? 200 : 410;
  return show(c, guardianPage, { state, reference }, { status, params: { token: "unknown" } });
}

/** The page of a link that was never mailed or is forgotten; nothing distinguishes the two. */
function showUnknown(c: AppContext): Promise<Response> {
  return show(c, guardianPage, { state: "unknown" }, { status: 404, params: { token: "unknown" } });
}
