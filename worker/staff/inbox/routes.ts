import { Hono } from "hono";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { rememberErasures } from "../../accounts/erasure/erasing.ts";
import { recordDeed } from "../../audit/recording.ts";
import { releaseSubmission } from "../../forms/intake/submissions.ts";
import { insertErasure } from "../../lifetimes/erasures.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { releaseMail } from "../../mail/outbox.ts";
import type { StatusChange } from "../../submissions/status/status.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { type Showing, show, showProblem } from "../../web/page.ts";
import { changeStatus } from "../desk/changing-status.ts";
import { childForm } from "../desk/child-form.ts";
import { eraseForm } from "../desk/erase-form.ts";
import { recordMark, submissionErasure } from "../desk/erasing.ts";
import { eraseFromChild, isKept } from "../desk/from-child.ts";
import type { RefusedForm } from "../desk/item.ts";
import { canBeAnswered, isWithdrawn } from "../desk/items.ts";
import { type Loaded, loadSubmission } from "../desk/loading.ts";
import { doneJustNow, listPage, recordOpening, statusOf } from "../desk/showing.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { inboxFilters } from "./filters.ts";
import { answerForm, handledForm } from "./forms.ts";
import { inboxItemPage, inboxPage } from "./pages.ts";

const path = "/staff/inbox/:reference/" as const;

/** Messages and feedback, and everything in quarantine, whatever its form. */
export const inboxDesk = new Hono<AppEnv>()
  .get("/staff/inbox/", listPage(inboxPage, inboxFilters))
  .get(path, async (c) => {
    const loaded = await loadSubmission(c);
    return loaded ? open(c, loaded) : showProblem(c, 404);
  })
  .post(`${path}answer/`, async (c) => {
    const loaded = await loadSubmission(c);
    if (loaded && isWithdrawn(loaded.submission)) return open(c, loaded, undefined, { status: 409 });
    if (!loaded || !canBeAnswered(loaded.submission) || !loaded.submission.typed.email)
      return showProblem(c, 404);
    const { item, typed } = loaded.submission;
    const to = { email: typed.email ?? "", language: item.language };
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: answerForm,
      act: ({ answer }) =>
        changeStatus(c.env, changeOf(c, loaded, answer), { to, action: "answered", tip: loaded.tip }),
      done: "answered",
    });
  })
  .post(`${path}handled/`, async (c) => {
    const loaded = await loadSubmission(c);
    if (loaded && isWithdrawn(loaded.submission)) return open(c, loaded, undefined, { status: 409 });
    if (!loaded || !canBeAnswered(loaded.submission)) return showProblem(c, 404);
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: handledForm,
      act: () => changeStatus(c.env, changeOf(c, loaded, ""), { action: "answered", tip: loaded.tip }),
      done: "handled",
    });
  })
  .post(`${path}erase/`, async (c) => {
    const loaded = await loadSubmission(c);
    if (!loaded?.submission.item.isQuarantined) return showProblem(c, 404);
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: eraseForm,
      act: () => erase(c, loaded),
      next: "/staff/inbox/",
      done: "spam",
    });
  })
  .post(`${path}from-child/`, async (c) => {
    const loaded = await loadSubmission(c);
    if (!loaded) return showProblem(c, 404);
    if (await isKept(c, loaded)) return c.redirect(`${formOf(c, loaded).page}?done=held`, 303);
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: childForm,
      act: ({ everything }) => eraseFromChild(c, loaded, everything === "yes"),
      next: "/staff/inbox/",
      done: "from-child",
    });
  })
  .post(`${path}release/`, async (c) => {
    const loaded = await loadSubmission(c);
    if (!loaded) return showProblem(c, 404);
    const { reference, isQuarantined } = loaded.submission.item;
    if (isQuarantined) await release(c, loaded);
    return c.redirect(`/staff/inbox/${reference}/?done=${isQuarantined ? "released" : "already"}`, 303);
  });

/** Erases what looks as if no person had sent it, with its mail. */
async function erase(c: AppContext, { submission: { item }, tip }: Loaded): Promise<boolean> {
  const at = now(c.env);
  const { reference: subject } = item;
  const erased = await submissionErasure(c.env, item, at);
  const mark = await recordMark(c.env, subject, at);
  const statements = [...erased, insertErasure(c.env.DB, mark)];
  await recordDeed(c.env, { actor: signedInOf(c).userId, action: "erased", subject, at }, statements, tip);
  await rememberErasures(c.env, [mark]);
  return true;
}

/** Takes a submission out of quarantine, and sends the mail that was held. */
async function release(c: AppContext, { submission: { item }, tip }: Loaded): Promise<void> {
  const at = now(c.env);
  const db = c.env.DB;
  const { reference: subject } = item;
  const statements = [releaseSubmission(db, subject, at), releaseMail(db, subject, at)];
  await recordDeed(c.env, { actor: signedInOf(c).userId, action: "released", subject, at }, statements, tip);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
}

function changeOf(c: AppContext, { submission: { item, changes } }: Loaded, note: string): StatusChange {
  return {
    reference: item.reference,
    position: changes.length + 1,
    status: "answered",
    changedAt: now(c.env),
    changedBy: signedInOf(c).userId,
    note,
  };
}

/** Shows a submission. Records who reads it first. */
async function open(
  c: AppContext,
  { submission, tip }: Loaded,
  refused?: RefusedForm,
  showing: Showing = statusOf(refused),
): Promise<Response> {
  await recordOpening(c, submission.item.reference, tip);
  return show(c, inboxItemPage, { submission, done: doneJustNow(c), refused }, showing);
}

function formOf(c: AppContext, loaded: Loaded) {
  const { item, changes } = loaded.submission;
  return {
    page: `/staff/inbox/${item.reference}/`,
    position: changes.length + 1,
    showAgain: (refused: RefusedForm) => open(c, loaded, refused),
  };
}
