import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { currentDatabase } from "../../local/database.ts";
import { fileOfId } from "../../local/database-file.ts";
import { insideWorkerd } from "../../local/inside.ts";
import { convertV4MiniflareOptions, Miniflare } from "../../local/miniflare.ts";
import { openDatabase } from "../../local/open-database.ts";

const folder = mkdtempSync(join(tmpdir(), "inside-"));
const file = fileOfId(folder, "notes");
const inside = insideWorkerd({ d1Databases: { DB: { id: "notes" } } });
let runtime: InstanceType<typeof Miniflare>;

beforeAll(() => {
  currentDatabase(file).close();
  const script = `export default { scheduled: ({ cron, scheduledTime }, { DB }) =>
    DB.prepare("insert into notes values (?1)").bind(cron + " at " + scheduledTime).run() }`;
  const site = { name: "site", modules: true, script, d1Databases: { DB: { id: "notes" } } };
  runtime = new Miniflare(
    convertV4MiniflareOptions({
      workers: [site, inside.worker],
      resourcePersistencePath: folder,
      cf: {},
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
});
afterAll(async () => {
  await runtime.dispose();
  rmSync(folder, { recursive: true });
});

it("changes the database, whole or not at all, and runs what is scheduled", async () => {
  const db = inside.db(runtime);
  await db.prepare("create table notes (text text not null)").run();
  const put = (text: string | null) => db.prepare("insert into notes values (?1)").bind(text);
  await expect(db.batch([put("half"), put(null)])).rejects.toThrow(/NOT NULL/);
  await put("whole").run();
  await inside.runCron(runtime, "* * * * *", new Date(5));
  const { db: beside, close } = openDatabase(file, { readOnly: true });
  const { results } = await beside.prepare("select text from notes").all();
  expect(results).toEqual([{ text: "whole" }, { text: "* * * * * at 5" }]);
  await expect(beside.prepare("delete from notes").run()).rejects.toThrow(/readonly/);
  close();
});

it("answers nobody who does not have this machine's key", async () => {
  const ask = (headers: Record<string, string>) =>
    runtime.dispatchFetch("http://inside/", {
      method: "POST",
      headers: { "MF-Route-Override": "inside", ...headers },
      body: JSON.stringify({ statements: [{ sql: "select 1", values: [] }] }),
    });
  for (const headers of [{}, { authorization: "" }, { authorization: "undefined" }])
    expect((await ask(headers as Record<string, string>)).status).toBe(403);
});
