import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { neverKept } from "../../../../worker/accounts/drafts/never-kept.ts";
import { pageOfForm } from "../../../../worker/accounts/drafts/page-of-form.ts";
import { formsByPath } from "../../../../worker/accounts/form/account-form.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, fillIn, lastShown, makeSignedIn, routesBelow } from "../../site.ts";
import { act, password, sent, shown, shownAt, staff } from "./people.ts";

const text = "Yes: from March on, <20 t> a week. 您好";

const sleeping = (userId: string) =>
  env.DB.prepare("update sessions set seen_at = '2020-01-01T00:00:00.000Z' where user_id = ?1")
    .bind(userId)
    .run();
const awake = (userId: string) =>
  env.DB.prepare("update sessions set seen_at = ?2 where user_id = ?1")
    .bind(userId, new Date().toISOString())
    .run();

const typedBefore = () =>
  (JSON.parse(lastShown()) as Record<string, { action: string; values: Record<string, string> }[]>)[
    "value:typed-before"
  ];

describe("what staff wrote", () => {
  it("comes back in its form after signing in, when the session had ended", async () => {
    const { userId, cookie } = await staff();
    const reference = await sent("contact");
    const page = `/staff/inbox/${reference}/`;
    await sleeping(userId);
    const answer = await act(`${page}answer/`, { answer: text }, cookie);
    expect(answer.headers.get("location")).toBe(`/en/sign-in/?next=${encodeURIComponent(page)}`);
    await awake(userId);
    await shownAt(page, "/staff/inbox/[reference]/", cookie);
    expect(typedBefore()).toMatchObject([
      { action: `${page}answer/`, values: { answer: text }, why: "signed-out" },
    ]);
    expect(JSON.stringify((await env.DB.prepare("select * from drafts").all()).results)).not.toContain(
      "March",
    );
    await act(`${page}answer/`, { answer: text }, cookie);
    expect(await env.DB.prepare("select count(*) as n from drafts").first("n")).toBe(0);
  });

  it("waits for the password in the browser that sent it, where the session is gone altogether", async () => {
    const { userId, cookie } = await staff();
    const page = `/staff/inbox/${await sent("contact")}/`;
    await env.DB.prepare("delete from sessions where user_id = ?1").bind(userId).run();
    const answer = await act(`${page}answer/`, { answer: text }, cookie);
    expect(answer.headers.get("location")).toBe(`/en/sign-in/?next=${encodeURIComponent(page)}`);
    const owner = () => env.DB.prepare("select owner from drafts").first("owner");
    const from = (browser?: string) =>
      fillIn("sign-in", "/en/sign-in/", { email: "manager@example.org", password }, browser);
    await from();
    expect(await owner()).toMatch(/^session:/);
    await from(cookie);
    expect(await owner()).toBe(userId);
  });

  it("comes back to be sent again by whoever has signed out elsewhere in the same browser", async () => {
    const { cookie } = await staff();
    const path = `/staff/inbox/${await sent("contact")}/answer/`;
    const says = { "sec-fetch-dest": "document" };
    const answer = await ask(path, { fields: { position: "1", answer: text }, says });
    expect(answer.status).toBe(403);
    const unsent = shown<{ action: string; sent: [string, string][] }>("/staff/unsent/");
    expect(unsent).toEqual({
      why: "signedOut",
      action: path,
      sent: [
        ["position", "1"],
        ["answer", text],
      ],
    });
    const again = await ask(unsent.action, { cookie, fields: Object.fromEntries(unsent.sent) });
    expect(again.headers.get("location")).toContain("done=answered");
    const details = await ask("/en/account/details/", { fields: { name: "Li Wei", phone: text }, says });
    expect(details.status).toBe(403);
    expect(shown<object>("/[lang]/not-saved/")).toMatchObject({
      action: "/en/account/details/",
      filled: { values: { name: "Li Wei", phone: text } },
    });
  });

  it("is put before nobody by a stranger: neither with a cookie made up nor with a link", async () => {
    const { userId, cookie } = await staff();
    const page = `/staff/inbox/${await sent("contact")}/`;
    const madeUp = `__Host-session=${"a".repeat(32)}.${"A".repeat(43)}%3D`;
    const refused = await act(`${page}answer/`, { answer: text }, madeUp);
    expect(refused.headers.get("location")).toBe(`/en/sign-in/?next=${encodeURIComponent(page)}`);
    expect(await env.DB.prepare("select count(*) as n from drafts").first("n")).toBe(0);
    const stranger = await makeSignedIn("stranger@example.org", password);
    await env.DB.prepare("delete from sessions where user_id = ?1").bind(stranger.userId).run();
    const kept = await act(`${page}answer/`, { answer: text }, stranger.cookie);
    const next = new URL(kept.headers.get("location") ?? "", env.ORIGIN).searchParams.get("next") ?? "";
    await ask(next, { cookie });
    await shownAt(page, "/staff/inbox/[reference]/", cookie);
    expect(typedBefore()).toEqual([]);
    expect(
      await env.DB.prepare("select count(*) as n from drafts where owner = ?1").bind(userId).first("n"),
    ).toBe(0);
  });

  it("has a limit for whoever is signed out, however many addresses they send to", async () => {
    const { userId, cookie } = await staff();
    await sleeping(userId);
    for (let count = 0; count < 40; count += 1)
      await act(`/staff/inbox/M-${count}/answer/`, { answer: text }, cookie);
    expect(await env.DB.prepare("select count(*) as n from drafts").first("n")).toBe(30);
  });

  it("is kept of nobody who was never signed in, and never a password", async () => {
    const reference = await sent("contact");
    await ask(`/staff/inbox/${reference}/answer/`, { fields: { answer: text } });
    const cookie = `__Host-session=${"a".repeat(40)}.sig`;
    await ask("/en/account/password/", { cookie, fields: { password: "secret words", newPassword: "x" } });
    expect(await env.DB.prepare("select count(*) as n from drafts").first("n")).toBe(0);
  });

  it("comes back beside what a colleague did meanwhile, who was faster", async () => {
    const { cookie } = await staff();
    const other = await staff("owner");
    const reference = await sent("contact");
    const page = `/staff/inbox/${reference}/`;
    await act(`${page}answer/`, { answer: "From the colleague." }, other.cookie);
    const late = await act(`${page}answer/`, { answer: text }, cookie);
    expect(late.status).toBe(409);
    const { refused, submission } = shown<{
      refused: { values: object; unknownFrom: number; notice: string };
      submission: { changes: { note: string }[] };
    }>("/staff/inbox/[reference]/");
    expect(refused).toMatchObject({ values: { answer: text }, unknownFrom: 1 });
    expect(refused.notice).toContain("Somebody else was faster");
    expect(submission.changes.map(({ note }) => note)).toEqual(["From the colleague."]);
    const again = await act(`${page}answer/`, { answer: text, position: "2" }, cookie);
    expect(again.headers.get("location")).toContain("done=answered");
  });

  it("is sent once where the same form comes twice", async () => {
    const { cookie } = await staff();
    const reference = await sent("contact");
    const path = `/staff/inbox/${reference}/answer/`;
    const all = await Promise.all([1, 2, 3, 4].map(() => act(path, { answer: text }, cookie)));
    expect(all.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(await env.DB.prepare("select count(*) as n from status_events").first("n")).toBe(1);
  });

  it("comes back to be sent again where the database does not answer", async () => {
    const { cookie } = await staff();
    const reference = await sent("contact");
    const path = `/staff/inbox/${reference}/answer/`;
    const broken = { prepare: env.DB.prepare.bind(env.DB), batch: () => Promise.reject(new Error("gone")) };
    const answer = await ask(path, {
      cookie,
      fields: { position: "1", answer: text },
      bindings: { DB: broken as unknown as D1Database },
    });
    expect(answer.status).toBe(503);
    expect(shown<{ action: string; sent: string[][] }>("/staff/unsent/")).toEqual({
      why: "database",
      action: path,
      sent: [
        ["position", "1"],
        ["answer", text],
      ],
    });
  });

  it("can be kept as a draft, with a saved text after it", async () => {
    const { cookie } = await staff();
    await act("/staff/inbox/texts/", { title: "Thanks", language: "en", text: "Thank you." }, cookie);
    const reference = await sent("contact");
    const page = `/staff/inbox/${reference}/`;
    await act(`${page}answer/`, { answer: text, do: "draft" }, cookie);
    await settled();
    await shownAt(page, "/staff/inbox/[reference]/", cookie);
    expect(typedBefore()).toMatchObject([{ values: { answer: text }, why: "draft" }]);
    const id = await env.DB.prepare("select id from saved_answers").first("id");
    await act(`${page}answer/`, { answer: text, do: "insert:chosen", text: String(id) }, cookie);
    await shownAt(page, "/staff/inbox/[reference]/", cookie);
    expect(typedBefore()).toMatchObject([{ values: { answer: `${text}\n\nThank you.` } }]);
    expect(await env.DB.prepare("select count(*) as n from status_events").first("n")).toBe(0);
  });
});

it("finds the page of every form behind a sign-in", () => {
  const routes = [...routesBelow(/^\/staff\//), ...routesBelow(/\/account\//)];
  const named = (path: string) =>
    path
      .replace(/\{[^}]*\}/g, "")
      .replace(/:(\w+)/g, "x-$1")
      .replace(/\/?$/, "/");
  const of = (wanted: string) =>
    routes.filter(({ method }) => method === wanted).map(({ path }) => named(path));
  const pages = new Set(of("GET"));
  expect(of("POST").filter((path) => !pages.has(pageOfForm(path)))).toEqual([]);
});

it("never keeps what a form asks for as a password", () => {
  const passwords = [...formsByPath.values()].flatMap(({ fields }) =>
    fields.filter(({ control }) => control === "password").map(({ name }) => name),
  );
  expect(passwords.length).toBeGreaterThan(3);
  expect(passwords.filter((name) => !neverKept.test(name))).toEqual([]);
});
