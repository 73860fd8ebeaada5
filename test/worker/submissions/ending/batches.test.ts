import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { jobs } from "../../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../../worker/keeping/running.ts";
import { keeping } from "../../../fixtures/versions.ts";
import { at, sweep } from "./kept.ts";

const fixed = keeping(1, "2026-11-22", { contact: "P24M" });

afterEach(() => vi.restoreAllMocks());

/** Adds messages that were answered in 2026. */
const addMessages = (count: number) =>
  env.DB.batch([
    env.DB.prepare(
      `insert into submissions (reference, form, language, received_at, suspicions, newsletter, status, status_at)
         with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?1)
         select 'M-' || printf('%04d', n), 'contact', 'en', '2026-12-01', '', 0, 'answered', '2026-12-02'
         from numbers`,
    ).bind(count),
    env.DB.prepare(
      `insert into contact_messages (reference, received_at, language, topic, email_index, sealed_name, sealed_email,
         sealed_message)
       select reference, received_at, 'en', 'question', 'index', 'v1.k.a.b', 'v1.k.a.b', 'v1.k.a.b' from submissions`,
    ),
  ]);

const left = async () =>
  (await env.DB.prepare("select count(*) as count from contact_messages").first())?.count;

describe("the sweep", () => {
  it("that is stopped in the middle loses nothing, and the next goes on", async () => {
    await addMessages(1000);
    let batches = 0;
    const dying = new Proxy(env.DB, {
      get(target, name) {
        if (name === "batch") {
          batches += 1;
          if (batches > 3) throw new Error("the runtime ends this run");
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    vi.spyOn(console, "error").mockReturnValue();
    const dead = sweep("2030-01-01T00:00:00Z", "contact", [fixed], dying);
    await expect(dead).rejects.toThrow("ends this run");
    expect(await left()).toBe(700);
    expect(await sweep("2030-01-01T00:00:00Z", "contact", [fixed])).toEqual([700, 0]);
    expect(await left()).toBe(0);
    expect(await sweep("2030-01-01T00:00:00Z", "contact", [fixed])).toEqual([0, 0]);
  });

  it("goes past a message that cannot be erased, and its row says so", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    await addMessages(150);
    await env.DB.prepare(
      `create trigger stubborn before delete on contact_messages when old.reference = 'M-0002'
       begin select raise(abort, 'not this one'); end`,
    ).run();
    await runJobs(
      at("2030-01-01T00:00:00Z"),
      jobs.filter(({ name }) => name === "submissions: erase what is over"),
    );
    expect(await left()).toBe(1);
    const row = await env.DB.prepare("select result, counts ->> 'contact' as erased from job_runs").first();
    expect(row).toEqual({ result: "failed", erased: 149 });
  });
});
