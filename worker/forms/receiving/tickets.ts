import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { AppContext } from "../../web/app.ts";
import { base64url } from "../../web/base64url.ts";
import { ofNetwork, takeShares } from "../../web/limits.ts";
import { logFailure } from "../../web/log.ts";
import { provided } from "../../web/provided.ts";
import { formUnder, isTooYoung, ticksHidden } from "../form/checking.ts";
import type { AnyForm } from "../form/form.ts";
import type { Notice } from "../form/shown.ts";
import { changeSince, isInTime, openTicket, readTicket, submissionKey, type Ticket } from "../form/ticket.ts";
import type { Words } from "../form/words.ts";
import { countMinors } from "../minors/counts.ts";
import type { Typed } from "./again.ts";
import type { Receiving } from "./receiving.ts";

/** What a form's ticket proves: which text was shown and when, and which submission this is. */
export interface TicketProof {
  ticket: Ticket;
  /** The same when the form is sent again, and secret from everybody else: base64url. */
  key: string;
}

/** What to say about a ticket that no longer counts. */
export interface TicketWords {
  /** Which text its page showed is not known. */
  expired: Notice | Words;
  /** It is only too old: its page showed the text in force, as it is now. */
  late: Notice | Words;
  changed: (change: Notice) => Notice | Words;
}

/**
 * Admits a form by its ticket: from a page of ours, in time, and under the policy that was shown.
 * @param isUnderPolicy whether a material change always counts, or only where the form asks for consent
 */
export function byTicket(
  form: AnyForm,
  words: TicketWords,
  isUnderPolicy = form.fields.some(({ consentTo }) => consentTo),
): Receiving<unknown, TicketProof, unknown>["admit"] {
  return async (c: AppContext, typed: Typed) => {
    const { submitted, values, receivedAt } = typed;
    // Of what a child typed nothing more is read (clause 13).
    if (isTooYoung(values)) {
      await countTooYoung(c, form, typed);
      return { refused: { isTooYoung: true } };
    }
    const secret = c.env.SIGNING_SECRET;
    const policy = provided(c, policyInForce);
    // A box was ticked for the text that was shown. It stays ticked as long as that is the text in force.
    const stale = (notice: Notice | Words, isOtherText: boolean) => ({
      refused: { notice, isStale: true as const, isOtherText },
    });
    const ticket = await openTicket(submitted.get("ticket") ?? "", form.id, secret);
    if (!ticket || ticket.language !== c.req.param("lang")) return stale(words.expired, true);
    const change = isUnderPolicy ? changeSince(ticket, versions, policy) : undefined;
    if (change) return stale(words.changed(change), true);
    if (!isInTime(ticket, receivedAt)) return stale(words.late, false);
    const allowed = formUnder(form, policy.commitments) ?? form;
    if (ticksHidden(form, allowed, values)) return stale(words.expired, true);
    return { proof: { ticket, key: base64url(await submissionKey(ticket, values, secret)) } };
  };
}

/** Counts somebody who is too young, if they were shown the form, without holding up the answer. */
async function countTooYoung(c: AppContext, form: AnyForm, { submitted, receivedAt }: Typed): Promise<void> {
  const signed = submitted.get("ticket") ?? "";
  const ticket = await readTicket(signed, form.id, c.env.SIGNING_SECRET, receivedAt);
  if (!ticket || (await takeShares(c, [ofNetwork(c, "form")], receivedAt, `too-young/${ticket.nonce}`)))
    return;
  const counted = countMinors(c.env.DB, "too-young", receivedAt).run();
  c.executionCtx.waitUntil(
    counted.catch((error: unknown) => logFailure("forms: a minor was not counted", {}, error)),
  );
}
