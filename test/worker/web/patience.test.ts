import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { patientBindings } from "../../../worker/web/patience.ts";
import { Unreachable } from "../../../worker/web/reach.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);
const statement = { bind: () => statement, run: never, all: never, first: never, raw: never };
const namespace = { getByName: () => ({ record: never, wake: never, newest: never, exchange: never }) };

/** Bindings of which none ever answers. */
const silent = patientBindings({
  ...env,
  DB: { prepare: () => statement, batch: never },
  MAIL: { send: never },
  VISITS: namespace,
  ERASURES: namespace,
} as unknown as Env);
const visits = silent.VISITS.getByName("0");
const ledger = silent.ERASURES.getByName("ledger");

describe("nobody waits longer than ten seconds, whether a request or a job asks", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["the database", () => silent.DB.prepare("select 1").run()],
    ["the database, with values", () => silent.DB.prepare("select ?1").bind(1).all()],
    ["the database, for a batch", () => silent.DB.batch([silent.DB.prepare("select 1")])],
    ["the mail service", () => silent.MAIL.send({ to: "", from: "", subject: "" })],
    ["the counter of visits", () => visits.wake()],
    ["the ledger of erasures", () => ledger.newest()],
  ])("%s", async (_, ask) => {
    const failed = vi.fn<(error: unknown) => void>();
    ask().catch(failed);
    await vi.advanceTimersByTimeAsync(9999);
    expect(failed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(failed).toHaveBeenCalledWith(expect.any(Unreachable));
  });
});

describe("bindings with a deadline", () => {
  it("answer as they do without", async () => {
    vi.useRealTimers();
    const bindings = patientBindings(env);
    expect(await bindings.DB.prepare("select 7 as seven").first()).toEqual({ seven: 7 });
    expect(await bindings.ERASURES.getByName("ledger").newest()).toBeUndefined();
    expect(await bindings.VISITS.getByName("0").wake()).toBe(false);
  });
});
