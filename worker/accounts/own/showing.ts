import { stateOf } from "../../policy/versions/history.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { show } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import type { ShownPage } from "../../web/shown-page.ts";
import { agreementOf } from "../agreement/agreement.ts";
import { agreementNow } from "../agreement/asking.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { holdingsOf } from "./holdings.ts";
import { answersOf } from "./known.ts";
import type { Asked, Held, OwnDetails } from "./pages.ts";

/** Loads everything held about whoever is signed in, and what was just done. */
export async function loadHoldings(c: AppContext): Promise<Held> {
  const holdings = await holdingsOf(c.env, signedInOf(c));
  const inForce = provided(c, policyInForce);
  const said = holdings.consents.filter(({ subject }) => subject === holdings.userId);
  const coming = versions.find(
    (version) => version.kind === "material" && stateOf(versions, version, now(c.env)) === "upcoming",
  );
  return {
    holdings,
    agreement: agreementOf(versions, inForce, said, holdings.createdAt),
    ...(coming ? { coming: { date: coming.date, after: inForce.date } } : {}),
    done: doneJustNow(c),
  };
}

/** Loads where whoever is signed in stands on the version in force. */
export async function loadAgreement(c: AppContext): Promise<Asked> {
  return { agreement: await agreementNow(c, signedInOf(c).userId), done: doneJustNow(c) };
}

/** Loads the person's own details, as a form's initial values, and what they answer elsewhere. */
export async function loadDetails(c: AppContext): Promise<OwnDetails> {
  const { holdings, done } = await loadHoldings(c);
  const { details, email, guardianAgreedAt } = holdings;
  return { details, answers: answersOf(details, email, guardianAgreedAt), done };
}

/** Shows a page of what is held. */
export async function showHoldings(c: AppContext, page: ShownPage<Held>): Promise<Response> {
  return show(c, page, await loadHoldings(c));
}
