import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { neverKept } from "../../../../worker/accounts/drafts/keeping.ts";
import { pageOfForm } from "../../../../worker/accounts/drafts/page-of-form.ts";
import { formsByPath } from "../../../../worker/accounts/form/account-form.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, lastShown, routesBelow } from "../../site.ts";
import { act, sent, shown, shownAt, staff } from "./people.ts";

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

  it("is claimed with the token in the address, where the session is gone altogether, and only by its holder", async () => {
    const { userId, cookie } = await staff();
    const other = await staff("owner");
    const reference = await sent("contact");
    const page = `/staff/inbox/${reference}/`;
    const { results } = await env.DB.prepare("select * from sessions where user_id = ?1").bind(userId).all();
    await env.DB.prepare("delete from sessions where user_id = ?1").bind(userId).run();
    const answer = await act(`${page}answer/`, { answer: text }, cookie);
    const next = new URL(answer.headers.get("location") ?? "", env.ORIGIN).searchParams.get("next") ?? "";
    expect(next).toMatch(/\?kept=[\w-]{32}$/);
    const [row = {}] = results;
    await env.DB.prepare(
      `insert into sessions values (${Object.keys(row)
        .map(() => "?")
        .join()})`,
    )
      .bind(...Object.values(row))
      .run();
    await shownAt(page, "/staff/inbox/[reference]/", other.cookie);
    expect(typedBefore()).toEqual([]);
    expect((await ask(next, { cookie })).headers.get("location")).toBe(page);
    await shownAt(page, "/staff/inbox/[reference]/", cookie);
    expect(typedBefore()).toMatchObject([{ values: { answer: text } }]);
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
    expect(refused.notice).toContain("Somebody was faster");
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
