import { Hono } from "hono";
import { recordDeed } from "../../audit/recording.ts";
import { releaseSubmission } from "../../forms/intake/submissions.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { releaseMail } from "../../mail/outbox.ts";
import type { StatusChange } from "../../submissions/status/status.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { showProblem } from "../../web/page.ts";
import { changeStatus } from "../desk/changing-status.ts";
import { eraseForm } from "../desk/erase-form.ts";
import { submissionErasure } from "../desk/erasing.ts";
import { canBeAnswered } from "../desk/items.ts";
import { type Loaded, loadSubmission } from "../desk/loading.ts";
import { listPage, recordOpening, showDone, signedInStaff } from "../desk/pages.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { inboxFilters } from "./filters.ts";
import { answerForm, handledForm } from "./forms.ts";

const path = "/staff/inbox/:reference/" as const;

/** Messages and feedback, and what is in quarantine whatever its form. */
export const inboxDesk = new Hono<AppEnv>()
  .get("/staff/inbox/", listPage(inboxFilters))
  .get(path, async (c) => {
    const loaded = await loadSubmission(c);
    if (!loaded) return showProblem(c, 404);
    await recordOpening(c, loaded.item.reference, loaded.tip);
    return showDone(c);
  })
  .post(`${path}answer/`, async (c) => {
    const loaded = await loadSubmission(c);
    if (!loaded || !canBeAnswered(loaded) || !loaded.typed.email) return showProblem(c, 404);
    const { item, typed } = loaded;
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
    if (!loaded || !canBeAnswered(loaded)) return showProblem(c, 404);
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: handledForm,
      act: () => changeStatus(c.env, changeOf(c, loaded, ""), { action: "answered", tip: loaded.tip }),
      done: "handled",
    });
  })
  .post(`${path}erase/`, async (c) => {
    const loaded = await loadSubmission(c);
    if (!loaded?.item.isQuarantined) return showProblem(c, 404);
    return takeStaffForm(c, {
      ...formOf(c, loaded),
      form: eraseForm,
      act: () => erase(c, loaded),
      next: "/staff/inbox/",
      done: "spam",
    });
  })
  .post(`${path}release/`, async (c) => {
    const loaded = await loadSubmission(c);
    if (!loaded) return showProblem(c, 404);
    const { reference, isQuarantined } = loaded.item;
    if (isQuarantined) await release(c, loaded);
    return c.redirect(`/staff/inbox/${reference}/?done=${isQuarantined ? "released" : "already"}`, 303);
  });

/** Erases what looks as if no person had sent it, with its mail. */
async function erase(c: AppContext, { item, tip }: Loaded): Promise<boolean> {
  const at = now(c.env);
  const { reference: subject } = item;
  const statements = await submissionErasure(c.env, item, c.get("policy").commitments, at);
  await recordDeed(c.env, { actor: signedInStaff(c).userId, action: "erased", subject, at }, statements, tip);
  return true;
}

/** Takes a submission out of quarantine; the mail that was held goes out. */
async function release(c: AppContext, { item, tip }: Loaded): Promise<void> {
  const at = now(c.env);
  const db = c.env.DB;
  const { reference: subject } = item;
  const statements = [releaseSubmission(db, subject, at), releaseMail(db, subject, at)];
  await recordDeed(
    c.env,
    { actor: signedInStaff(c).userId, action: "released", subject, at },
    statements,
    tip,
  );
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
}

function changeOf(c: AppContext, { item, changes }: Loaded, note: string): StatusChange {
  return {
    reference: item.reference,
    position: changes.length + 1,
    status: "answered",
    changedAt: now(c.env),
    changedBy: signedInStaff(c).userId,
    note,
  };
}

function formOf(c: AppContext, { item, changes, tip }: Loaded) {
  return {
    page: `/staff/inbox/${item.reference}/`,
    position: changes.length + 1,
    showAgain: () => recordOpening(c, item.reference, tip),
  };
}
