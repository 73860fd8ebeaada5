import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { replayErasures } from "../../../../worker/accounts/erasure/replaying.ts";
import { jobs } from "../../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../../worker/keeping/running.ts";
import { subjectIndexOf } from "../../../../worker/lifetimes/erasure.ts";
import { queueMail } from "../../../../worker/mail/outbox.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";

const erasedAt = new Date().toISOString();

afterEach(() => vi.restoreAllMocks());

/** Puts an account back that the ledger knows as erased, as a restore of the database does. */
async function putBack(id: string, index = `index of ${id}`): Promise<void> {
  const subjectIndex = await subjectIndexOf(await keyRing(env), index);
  await env.ERASURES.getByName("ledger").exchange([{ subjectIndex, erasedAt }], "");
  await env.DB.prepare(
    `insert into users (id, email_index, sealed_email, sealed_name, email_verified, created_at, updated_at)
     values (?1, ?2, 'v1.k.a.b', 'v1.k.a.b', 1, '2026-01-01', '2026-01-01')`,
  )
    .bind(id, index)
    .run();
}

const column = async (query: string) => (await env.DB.prepare(query).raw()).map(([value]) => value);

it("one account that does not erase again blocks no other, and is tried until it does", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  for (const id of ["U-1", "U-2", "U-3"]) await putBack(id);
  await env.DB.prepare(
    `create trigger stubborn before delete on users when old.id = 'U-2'
     begin select raise(abort, 'not this one'); end`,
  ).run();
  const first = new RunReport();
  await replayErasures(env, first);
  expect(first.setAside).toBe(1);
  expect(await column("select id from users")).toEqual(["U-2"]);
  expect(await column("select 1 from erasures")).toEqual([]);
  await env.DB.prepare("drop trigger stubborn").run();
  const second = new RunReport();
  await replayErasures(env, second);
  expect(second).toMatchObject({ setAside: 0, counts: { erasures: 3 } });
  expect(await column("select id from users")).toEqual([]);
  expect(await column("select 1 from erasures")).toHaveLength(3);
});

it("nobody who was erased since the copy is written to, not even by what waited in it", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const ring = await keyRing(env);
  const to = "gone@example.org";
  await putBack("U-1", await emailIndex(ring, to));
  const mail = {
    id: "M-1/received",
    to,
    subject: "Your message",
    text: "Hello",
    html: "<p>Hello</p>",
    headers: {},
  };
  await (await queueMail(env.DB, ring, mail, new Date(Date.parse(erasedAt) - 1000))).run();
  const send = vi.fn<Env["MAIL"]["send"]>();
  await runJobs({ ...env, MAIL: { send } as unknown as Env["MAIL"] }, jobs);
  expect(send).not.toHaveBeenCalled();
  expect(await column("select 1 from outbox")).toEqual([]);
});
