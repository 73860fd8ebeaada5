import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { append, readyLog } from "../../../worker/log/appending.ts";
import { readCheckpoint } from "../../../worker/log/checkpoint.ts";
import { entryOf } from "../../../worker/log/entry.ts";
import { proveEntries, shownCheckpoint } from "../../../worker/log/offering.ts";
import { decideToGoOn } from "../../../worker/log/stored.ts";
import { RunReport } from "../../../worker/web/run-report.ts";
import { ask } from "../site.ts";

const at = new Date("2026-11-26T12:00:00Z");
const entries = (from: number, count: number) =>
  Array.from({ length: count }, (_, place) =>
    entryOf({ name: `fact ${from + place}`, says: { kind: "fact", number: from + place } }, at),
  );

const ready = () => readyLog(env, new RunReport());
const head = async () => readCheckpoint((await shownCheckpoint(env.DB)) ?? "");

async function grow(from: number, count: number): Promise<void> {
  await ready();
  await append(env, entries(from, count));
}

/** What the database held at some moment, to be put back. */
async function backup(): Promise<() => Promise<void>> {
  const size = (await head())?.size ?? 0;
  const { results: tiles } = await env.DB.prepare("select * from log_tiles").all<Record<string, unknown>>();
  return async () => {
    await env.DB.batch([
      env.DB.prepare("drop trigger log_entries_stay"),
      env.DB.prepare("delete from log_checkpoints where size > ?1").bind(size),
      env.DB.prepare("delete from log_entries where position >= ?1").bind(size),
      env.DB.prepare("delete from log_tiles"),
      ...tiles.map(({ level, number, hashes }) =>
        env.DB.prepare("insert into log_tiles values (?1, ?2, ?3)").bind(level, number, hashes),
      ),
    ]);
  };
}

beforeEach(ready);

it("serves what it was given: checkpoint, tiles and entries, byte for byte, for ever", async () => {
  await grow(0, 300);
  const checkpoint = await ask("/log/checkpoint");
  expect(checkpoint.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(checkpoint.headers.get("cache-control")).toBe("public, max-age=5");
  expect(readCheckpoint(await checkpoint.text())).toMatchObject({
    size: 300,
    origin: `${new URL(env.ORIGIN).host}/log`,
  });
  const tile = await ask("/log/tile/0/000");
  expect(tile.headers.get("content-type")).toBe("application/octet-stream");
  expect(tile.headers.get("cache-control")).toContain("immutable");
  const whole = new Uint8Array(await tile.arrayBuffer());
  expect(whole.length).toBe(8192);
  const partial = new Uint8Array(await (await ask("/log/tile/0/000.p/3")).arrayBuffer());
  expect(partial).toEqual(whole.slice(0, 96));
  expect((await (await ask("/log/tile/0/001.p/44")).arrayBuffer()).byteLength).toBe(44 * 32);
  expect((await (await ask("/log/tile/1/000.p/1")).arrayBuffer()).byteLength).toBe(32);
  const bundle = new Uint8Array(await (await ask("/log/tile/entries/000.p/1")).arrayBuffer());
  expect(new TextDecoder().decode(bundle.slice(2))).toBe(
    '{"at":"2026-11-26T12:00:00.000Z","kind":"fact","number":0}',
  );
  for (const missing of [
    "0/001",
    "0/001.p/45",
    "1/000",
    "2/000.p/1",
    "entries/001",
    "entries/002.p/1",
    "0/1",
    "x",
  ]) {
    const answer = await ask(`/log/tile/${missing}`);
    expect([answer.status, answer.headers.get("cache-control")], missing).toEqual([404, "no-store"]);
  }
  expect(await (await ask("/log/key")).text()).toMatch(/^[\w.:-]+\/log\+[0-9a-f]{8}\+\S{44}\n$/);
});

it("ends what was interrupted before the database had it, with the same entries and tree", async () => {
  await grow(0, 5);
  const before = await head();
  const broken = {
    ...env,
    DB: new Proxy(env.DB, {
      get: (db, name) =>
        name === "batch" ? () => Promise.reject(new Error("gone")) : Reflect.get(db, name).bind(db),
    }),
  };
  await expect(append(broken, entries(5, 3))).rejects.toThrow("gone");
  expect(await head()).toEqual(before);
  await expect(append(env, entries(90, 1)), "nothing else comes first").rejects.toThrow("another run");
  await grow(8, 1);
  expect((await head())?.size).toBe(9);
  expect((await proveEntries(env.DB, ["fact 6"]))?.proven[0]?.entry).toContain('"number":6');
});

it("goes on after a run that was interrupted when the database had it already", async () => {
  await grow(0, 5);
  const copy = env.LOG_COPY.getByName("log");
  const deaf = {
    ...env,
    LOG_COPY: {
      getByName: () => ({
        head: () => copy.head(),
        begin: (batch: never) => copy.begin(batch),
        end: () => Promise.reject(new Error("gone")),
      }),
    } as unknown as Env["LOG_COPY"],
  };
  await expect(append(deaf, entries(5, 3))).rejects.toThrow("gone");
  await grow(8, 1);
  expect((await head())?.size).toBe(9);
});

it("adds a fact once and takes no place twice, whoever writes", async () => {
  await grow(0, 2);
  await ready();
  const two = await Promise.allSettled([append(env, entries(2, 2)), append(env, entries(2, 2))]);
  expect(two.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await ready();
  expect((await head())?.size).toBe(4);
  for (const statement of [
    "update log_entries set entry = '{}' where position = 0",
    "delete from log_entries where position = 3",
    "insert into log_entries (position, name, entry) values (9, 'x', '{}')",
  ])
    await expect(env.DB.prepare(statement).run(), statement).rejects.toThrow(
      /an entry of the log|the log has moved on/,
    );
});

it("refuses to go on after the database was put back, says how to, and then puts back what was signed", async () => {
  await grow(0, 5);
  const putBack = await backup();
  await grow(5, 300);
  await grow(305, 2);
  const signed = await head();
  await putBack();
  await expect(grow(900, 1)).rejects.toThrow(
    "put back to size 5, but 307 entries were signed: npm run log -- go-on",
  );
  expect((await head())?.size).toBe(5);
  await decideToGoOn(env.DB, 5, at);
  await ready();
  expect(await head()).toEqual(signed);
  await grow(307, 1);
  expect((await head())?.size).toBe(308);
});

it("refuses to go on when the database has another history", async () => {
  await grow(0, 5);
  const putBack = await backup();
  await grow(5, 1);
  await putBack();
  await env.DB.prepare("update log_checkpoints set root = ?1").bind("ab".repeat(32)).run();
  await decideToGoOn(env.DB, 5, at);
  await expect(ready()).rejects.toThrow("another history");
});
