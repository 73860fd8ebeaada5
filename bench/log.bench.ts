import { rmSync } from "node:fs";
import { verified } from "../local/log/standalone.ts";
import { logFolder } from "../test/fixtures/log-folder.ts";
import { logKey } from "../test/fixtures/log-key.ts";
import { utf8 } from "../worker/log/encoding.ts";
import { entryOf, type Fact, type KeptEntry } from "../worker/log/entry.ts";
import { addStatements, readTiles } from "../worker/log/stored.ts";
import { edgeOf, grown, readerOf, rootOf, type Tile } from "../worker/log/tiles.ts";
import { overRounds, type Result } from "./result.ts";
import { benchDatabase } from "./visits/database.ts";

const entries = 100_000;
const atOnce = 100;
const rounds = 20;

/** What a log of 100,000 entries costs: adding to it, and checking all of it. */
export default async function* log(): AsyncIterable<Result> {
  yield* appending();
  yield await verifying();
}

/** The time that the database itself names, of every statement that one addition makes. */
async function* appending(): AsyncIterable<Result> {
  await using bench = await benchDatabase();
  const db = bench.db as D1Database;
  await fill(db);
  const { append } = await workersCode();
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const timed = new TimedDatabase(db);
    await append(bindings(timed), kept(entries + round * atOnce, atOnce));
    figures.push(timed.milliseconds);
  }
  yield overRounds(`log of ${entries} entries: database time to add ${atOnce}`, figures, "ms");
}

/** A database that adds up what it says of the time of its statements. */
class TimedDatabase {
  milliseconds = 0;
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  prepare(sql: string): D1PreparedStatement {
    return this.#timed(this.#db.prepare(sql));
  }

  async batch(statements: D1PreparedStatement[]): Promise<D1Result[]> {
    return (await this.#db.batch(statements.map((one) => originals.get(one) ?? one))).map(this.#note);
  }

  #note = <Of extends D1Result>(result: Of): Of => {
    this.milliseconds += result.meta.duration;
    return result;
  };

  #timed(statement: D1PreparedStatement): D1PreparedStatement {
    const all = async () => this.#note(await statement.all<Record<string, unknown>>());
    const timed = {
      bind: (...values: unknown[]) => this.#timed(statement.bind(...values)),
      all,
      first: async (column?: string) => {
        const [row] = (await all()).results;
        return (column === undefined ? row : row?.[column]) ?? null;
      },
    } as unknown as D1PreparedStatement;
    originals.set(timed, statement);
    return timed;
  }
}

/** The statements of the database itself, which a batch takes. */
const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

/** The code itself, whose types are those of the Worker. */
async function workersCode(): Promise<{
  append: (bindings: unknown, added: readonly KeptEntry[]) => Promise<void>;
}> {
  return import(new URL("../worker/log/appending.ts", import.meta.url).href);
}

/** Puts the entries there a few thousand at a time, without asking the copy each time. */
async function fill(db: D1Database): Promise<void> {
  const portion = 2_500;
  let edge: Tile[] = [];
  for (let from = 0; from < entries; from += portion) {
    const added = kept(from, portion);
    const tiles = grown(
      from,
      edge,
      added.map(({ entry }) => utf8(entry)),
    );
    const size = from + portion;
    const root = rootOf(size, readerOf([...edge, ...tiles]));
    await db.batch(addStatements(db, from, added, tiles, { size, root, note: "" }));
    edge = await readTiles(db, edgeOf(size));
  }
}

function kept(from: number, count: number): KeptEntry[] {
  const at = new Date("2026-11-26T12:00:00Z");
  return Array.from({ length: count }, (_, place) => entryOf(dayFact(from + place), at));
}

/** The audit value of a day: most entries of a log are such. */
function dayFact(place: number): Fact {
  const day = new Date(Date.UTC(1800, 0, 1 + place)).toISOString().slice(0, 10);
  return { name: `audit ${day}`, says: { kind: "audit", day, value: "v".repeat(43) } };
}

/** The bindings of the log, with a copy that agrees to everything: it is no part of the database. */
function bindings(db: TimedDatabase): unknown {
  const copy = { begin: async () => true, end: async () => undefined };
  return {
    DB: db,
    LOG_COPY: { getByName: () => copy },
    LOG_KEY: JSON.stringify(logKey),
    ORIGIN: "https://www.example.com",
  };
}

/** Checks all of it from outside, on one core. */
async function verifying(): Promise<Result> {
  const { folder } = await logFolder(Array.from({ length: entries - 1 }, (_, place) => dayFact(place)));
  try {
    const begun = process.cpuUsage();
    await verified(folder, {});
    const { user, system } = process.cpuUsage(begun);
    return {
      name: `log of ${entries} entries: verify all of it (CPU time)`,
      value: (user + system) / 1e6,
      unit: "s",
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
