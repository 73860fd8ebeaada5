import { Hono } from "hono";
import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { erasureOf, rememberErasures } from "../../accounts/erasure/erasing.ts";
import { heldUnder } from "../../accounts/own/holdings.ts";
import { recordDeed } from "../../audit/recording.ts";
import type { ConsentRecord } from "../../forms/consents/record.ts";
import { heldOf, isOfErased } from "../../lifetimes/held-erasures.ts";
import { queueMail } from "../../mail/outbox.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { standingAmong, withdrawalByRequest } from "../../submissions/data-request/withdrawing.ts";
import { doneForm } from "../../submissions/status/change.ts";
import { isTaken } from "../../submissions/status/changes.ts";
import { farewellTo } from "../../submissions/status/letters.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { show, showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { changeStatus } from "../desk/changing-status.ts";
import { eraseForm } from "../desk/erase-form.ts";
import type { RefusedForm } from "../desk/item.ts";
import { type Loaded, loadSubmission } from "../desk/loading.ts";
import { doneJustNow, listPage, recordOpening, statusOf } from "../desk/showing.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { requestFilters } from "./filters.ts";
import { partsOf } from "./held.ts";
import { staffRequestPage, staffRequestsPage } from "./pages.ts";
import { withdrawForm } from "./withdraw-form.ts";

const path = "/staff/data-requests/:reference/" as const;

/** Confirmed data requests: what is held, and the two ways to finish one. */
export const requestDesk = new Hono<AppEnv>()
  .get("/staff/data-requests/", listPage(staffRequestsPage, requestFilters))
  .get(path, async (c) => {
    const loaded = await loadRequest(c);
    return loaded ? open(c, loaded) : showProblem(c, 404);
  })
  .post(`${path}done/`, async (c) => {
    const loaded = await loadRequest(c);
    if (!loaded) return showProblem(c, 404);
    const { submission, tip } = loaded;
    const { item, typed, changes } = submission;
    const to = { email: typed.email ?? "", language: item.language };
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: doneForm,
      act: ({ note }) => {
        const { reference } = item;
        const changedBy = signedInOf(c).userId;
        const change = {
          reference,
          position: changes.length + 1,
          status: "done" as const,
          note,
          changedAt: now(c.env),
          changedBy,
        };
        return changeStatus(c.env, change, { to, tip });
      },
      done: "request-done",
    });
  })
  .post(`${path}withdraw/`, async (c) => {
    const loaded = await loadRequest(c);
    if (loaded?.submission.typed.kind !== "withdraw") return showProblem(c, 404);
    const { held } = await heldUnder(c.env, await indexOf(c, loaded));
    const standing = standingAmong(held.consents);
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: withdrawForm(standing),
      act: ({ consent }) =>
        withdraw(
          c,
          loaded,
          standing.find(({ id }) => id === consent),
        ),
      done: "consent-withdrawn",
    });
  })
  .post(`${path}erase/`, async (c) => {
    const loaded = await loadRequest(c);
    if (loaded?.submission.typed.kind !== "erase") return showProblem(c, 404);
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: eraseForm,
      act: () => erase(c, loaded),
      next: "/staff/data-requests/",
      done: "erased",
    });
  });

/** A confirmed request, open or done. */
async function loadRequest(c: AppContext): Promise<Loaded | undefined> {
  const loaded = await loadSubmission(c);
  return loaded?.submission.item.confirmedAt && !loaded.submission.item.isQuarantined ? loaded : undefined;
}

/** Shows a request and what is held. Records who reads it first. */
async function open(c: AppContext, { submission, tip }: Loaded, refused?: RefusedForm): Promise<Response> {
  const index = await indexOf(c, { submission });
  const [{ account, held }] = await Promise.all([
    heldUnder(c.env, index),
    recordOpening(c, submission.item.reference, tip),
  ]);
  const parts = {
    parts: partsOf(account, held),
    isStaff: isStaff(account),
    standing: standingAmong(held.consents),
  };
  const shown = { submission, held: parts, done: doneJustNow(c), refused };
  return show(c, staffRequestPage, shown, statusOf(refused));
}

/** Takes back one consent of whoever asked for it; false when it was withdrawn before. */
async function withdraw(
  c: AppContext,
  { submission, tip }: Loaded,
  consent?: ConsentRecord,
): Promise<boolean> {
  const { item, typed } = submission;
  const at = now(c.env);
  const statements = consent && (await withdrawalByRequest(c.env, consent, typed.email ?? "", at));
  if (!statements) return false;
  const action = "consent-withdrawn" as const;
  const deed = { actor: signedInOf(c).userId, action, subject: item.reference, at };
  try {
    await recordDeed(c.env, deed, statements, tip);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

async function indexOf(c: AppContext, { submission }: Pick<Loaded, "submission">): Promise<string> {
  return emailIndex(await keyRing(c.env), submission.typed.email ?? "");
}

/** Erases the address everywhere and tells it so, but for a member of staff, who is not erased from here. */
async function erase(c: AppContext, { submission, tip }: Loaded): Promise<true | "is-staff" | "gone"> {
  const { item, typed } = submission;
  const at = now(c.env);
  const { reference, language } = item;
  const email = typed.email ?? "";
  const ring = await keyRing(c.env);
  const index = await emailIndex(ring, email);
  const { account } = await heldUnder(c.env, index);
  if (isStaff(account)) return "is-staff";
  if (await isOfErased(c.env.DB, reference)) return "gone";
  const who = { userId: account?.userId ?? "", emailIndex: index };
  const isHeld = (await heldOf(c.env.DB, who)) === "told";
  const { statements, marks } = await erasureOf(c.env, who, "data-request");
  const context = { organization, origin: c.env.ORIGIN, language, email };
  const farewell = farewellTo(reference, provided(c, policyInForce).commitments.backupDays, isHeld, context);
  const deed = { actor: signedInOf(c).userId, action: "erased" as const, subject: reference, at };
  await recordDeed(c.env, deed, [...statements, await queueMail(c.env.DB, ring, farewell, at)], tip);
  await rememberErasures(c.env, marks);
  return true;
}

function isStaff(account: { role: string } | undefined): boolean {
  return account !== undefined && account.role !== "client";
}

function formOf(c: AppContext, loaded: Loaded) {
  return {
    page: `/staff/data-requests/${loaded.submission.item.reference}/`,
    position: loaded.submission.changes.length + 1,
    showAgain: (refused: RefusedForm) => open(c, loaded, refused),
  };
}
