import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eraseClient } from "../../../../worker/accounts/erasure/erasing.ts";
import { announceChanges } from "../../../../worker/accounts/notices/announcing.ts";
import { endSubscriptions } from "../../../../worker/submissions/newsletter/subscriptions.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { answers } from "../../../fixtures/answers.ts";
import { change } from "../../../fixtures/change.ts";
import { version } from "../../../fixtures/versions.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient } from "../../client.ts";
import { envAt, publishedToo } from "../../later-versions.ts";
import { tokenOfLink } from "../../new-token.ts";
import { stoppingDatabase, waitingMail } from "../../queued.ts";
import { ask, fillIn } from "../../site.ts";

const db = env.DB;
const ring = await keyRing(env);
const [clarified, material] = [version(2, "2031-04-01", "clarification"), version(3, "2031-05-01")];
publishedToo(clarified, material);

/** The files of the build: the texts of these versions. */
const files = {
  fetch: async (address: URL) => {
    const date = /policy\/([\d-]+)\/clauses\.json$/.exec(address.pathname)?.[1] ?? "";
    const text = date === material.date ? change.after : change.before;
    return Response.json({ ...text, date });
  },
} as unknown as Fetcher;

const before = { ...envAt(env, "2031-03-20T10:00:00Z"), ASSETS: files };

/** Runs the job. Gives what it reports. */
async function announce(bindings: Env = before): Promise<RunReport> {
  const report = new RunReport();
  await announceChanges(bindings, report);
  return report;
}

async function register(name: string, language = "en"): Promise<string> {
  const id = await makeClient(env, `${name}@example.org`, "seven dried apricots");
  await db.prepare("update users set language = ?2 where id = ?1").bind(id, language).run();
  return id;
}

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

describe("a material version to come", () => {
  it("is announced once to everybody with an account, in their language, however often the job runs", async () => {
    await register("anna");
    await register("boris", "ru");
    await register("chen", "zh");
    expect((await announce()).counts).toEqual({ "notices of 2031-05-01": 3 });
    await Promise.all([announce(), announce()]);
    expect((await waitingMail()).map(({ to, subject }) => [to, subject])).toEqual([
      ["anna@example.org", "Our privacy policy changes on 1 May 2031"],
      ["boris@example.org", "Наша политика конфиденциальности изменится 1\u00A0мая 2031\u00A0года"],
      ["chen@example.org", "我们的隐私政策将于 2031年5月1日变更"],
    ]);
  });

  it("is announced once even after the outbox has forgotten the mail", async () => {
    await register("anna");
    await announce();
    await db.prepare("delete from outbox").run();
    expect((await announce()).counts).toEqual({});
    expect(await waitingMail()).toEqual([]);
  });

  it("says which clauses change, come and go, and where to compare them word for word", async () => {
    await register("anna");
    await announce();
    const [mail] = await waitingMail();
    expect(mail?.text).toContain("> Changed: 1. main\n> Removed: 3. letters\n> New: 3. minors\n");
    expect(mail?.text).toContain("/en/policy/compare/2031-04-01/2031-05-01/");
    expect(mail?.text).toContain("Version 2");
  });

  it("is announced to whoever registers after it was published, and to nobody unconfirmed", async () => {
    await register("anna");
    await announce();
    await register("boris");
    const id = await register("clara");
    await db.prepare("update users set email_verified = 0 where id = ?1").bind(id).run();
    await announce();
    expect((await waitingMail()).map(({ to }) => to)).toEqual(["anna@example.org", "boris@example.org"]);
  });

  it("is announced late to accounts that get fewer days than the version before promised", async () => {
    const promised = clarified.commitments.noticeDays;
    clarified.commitments.noticeDays = 30;
    try {
      const opened = async (name: string, day: string) =>
        db
          .prepare("update users set created_at = ?2 where id = ?1")
          .bind(await register(name), `${day}T10:00:00.000Z`)
          .run();
      // The last day for a version of 1 May is 1 April.
      await opened("anna", "2031-04-01");
      await opened("boris", "2031-04-02");
      const at = { ...envAt(env, "2031-04-10T10:00:00Z"), ASSETS: files };
      expect((await announce(at)).counts).toEqual({
        "notices of 2031-05-01": 2,
        "late for 2031-05-01": 1,
      });
      await db.prepare("update users set announced = 0").run();
      await db.prepare("delete from outbox").run();
      const inTime = { ...envAt(env, "2031-04-01T10:00:00Z"), ASSETS: files };
      expect((await announce(inTime)).counts).toEqual({ "notices of 2031-05-01": 2 });
    } finally {
      clarified.commitments.noticeDays = promised;
    }
  });

  it("reaches more people than one batch takes, each once, also those of a run that stopped", async () => {
    const names = Array.from({ length: 45 }, (_, number) => `person-${String(number).padStart(2, "0")}`);
    for (const name of names) await register(name);
    expect((await announce({ ...before, DB: stoppingDatabase() })).setAside).toBe(1);
    expect(await waitingMail()).toHaveLength(40);
    expect((await announce()).counts).toEqual({ "notices of 2031-05-01": 5 });
    expect((await waitingMail()).map(({ to }) => to)).toEqual(names.map((name) => `${name}@example.org`));
  });

  it("waits for the text: without it nobody is told, and nobody is forgotten", async () => {
    await register("anna");
    const broken = { fetch: async () => new Response("", { status: 404 }) } as unknown as Fetcher;
    expect((await announce({ ...before, ASSETS: broken })).setAside).toBe(1);
    expect((await announce()).counts).toEqual({ "notices of 2031-05-01": 1 });
  });

  it("reaches all others when one account does not open", async () => {
    await register("anna");
    const id = await register("boris");
    await db.prepare("update users set sealed_email = 'v1.a.b.c' where id = ?1").bind(id).run();
    expect(await announce()).toMatchObject({ counts: { "notices of 2031-05-01": 1 }, setAside: 1 });
    expect((await announce()).counts).toEqual({});
  });

  it("goes to nobody who is erased while it is being queued, and leaves with who is erased later", async () => {
    const [anna, boris] = [await register("anna"), await register("boris")];
    const erase = async (userId: string, name: string) =>
      eraseClient(env, { userId, emailIndex: await emailIndex(ring, `${name}@example.org`) });
    const leaving = new Proxy(db, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (name !== "batch") return typeof value === "function" ? value.bind(target) : value;
        return async (statements: D1PreparedStatement[]) => {
          await erase(anna, "anna");
          return db.batch(statements);
        };
      },
    });
    await announce({ ...before, DB: leaving });
    expect((await waitingMail()).map(({ to }) => to)).toEqual(["boris@example.org"]);
    await erase(boris, "boris");
    expect(await waitingMail()).toEqual([]);
  });
});

describe("whoever asked to hear of changes", () => {
  const watch = async (name: string): Promise<string> => {
    const email = `${name}@example.org`;
    const answer = await fillIn("policy-changes", "/en/policy-changes/", {
      ...answers["policy-changes"],
      email,
    });
    await settled();
    await db.prepare("delete from outbox").run();
    return /sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
  };
  const confirm = async (reference: string) => {
    const token = await tokenOfLink(reference);
    expect((await ask(`/en/confirm/${token}/`, { fields: {} })).status).toBe(200);
    await settled();
    await db.prepare("delete from outbox").run();
  };

  it("is told once it has confirmed by mail, with a link that stops it, which works", async () => {
    const reference = await watch("anna");
    expect((await announce()).counts).toEqual({});
    await confirm(reference);
    expect((await announce()).counts).toEqual({ "notices of 2031-05-01": 1 });
    expect((await announce()).counts).toEqual({});
    const [mail] = await waitingMail();
    const unsubscribe = /http\S+\/en\/unsubscribe\/[\w-]{43}\//.exec(mail?.text ?? "")?.[0] ?? "";
    expect(mail?.headers["List-Unsubscribe"]).toContain(`<${unsubscribe}>, <mailto:`);
    await ask(new URL(unsubscribe).pathname, { fields: { "List-Unsubscribe": "One-Click" } });
    const { results } = await db.prepare("select event from consents order by sequence").all();
    expect(results.map(({ event }) => event)).toEqual(["asked", "given", "withdrawn"]);
    await db.prepare("update newsletter_subscriptions set announced = 0").run();
    expect((await announce()).counts).toEqual({});
  });

  it("is told once though it has an account too, or opens one later", async () => {
    await confirm(await watch("anna"));
    await register("anna");
    await confirm(await watch("boris"));
    expect((await announce()).counts).toEqual({ "notices of 2031-05-01": 2 });
    await db.prepare("delete from outbox").run();
    await register("boris");
    expect((await announce()).counts).toEqual({ "notices of 2031-05-01": 0 });
  });

  it("gets no newsletter by it, and stopping one leaves the other", async () => {
    await confirm(await watch("anna"));
    const readers = await db.prepare("select count(*) as count from current_readers").first();
    expect(readers).toEqual({ count: 0 });
    await endSubscriptions(db, await emailIndex(ring, "anna@example.org"), new Date()).run();
    expect((await announce()).counts).toEqual({ "notices of 2031-05-01": 1 });
  });
});

it("a clarification is not mailed, nor a version that has taken effect", async () => {
  await register("anna");
  const after = { ...envAt(env, "2031-05-02T00:00:00Z"), ASSETS: files };
  expect((await announce(after)).counts).toEqual({});
  expect(await waitingMail()).toEqual([]);
});
