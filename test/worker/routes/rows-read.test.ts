import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { settled } from "../../workerd/afterwards.ts";
import { emptied } from "../../workerd/emptying.ts";
import type { Errand } from "./errand.ts";
import { errandsOf, goOn, isDone } from "./errands.ts";
import { allTables, giveAllTo, grow } from "./growing.ts";
import { bounded, growing } from "./strangers.ts";
import { makeThings, type Things } from "./things.ts";
import { type Statement, watchedBindings } from "./watched.ts";

/** How many rows of each kind strangers have in every table: 300,000 in `npm run trial -- long`. */
const strangers = Number(env.STRANGERS);

/** How many rows a statement may read, however many there are: three lists of 500, each looked at twice, are the most. */
const maxRows = 3500;

/** Goes on every errand. Gives the statements that each made. */
async function walk(errands: readonly Errand[]): Promise<Map<string, Statement[]>> {
  const { calls, bindings } = watchedBindings();
  const made = new Map<string, Statement[]>();
  for (const errand of errands) {
    calls.length = 0;
    const answer = await goOn(errand, bindings);
    expect([errand.route, answer.status, isDone(errand, answer)]).toEqual([
      errand.route,
      answer.status,
      true,
    ]);
    made.set(
      errand.route,
      calls.flatMap(({ statements }) => statements),
    );
  }
  await settled();
  return made;
}

async function prepared(): Promise<{ things: Things; errands: Errand[] }> {
  const things = await makeThings();
  await settled();
  return { things, errands: errandsOf(things) };
}

describe("whatever anybody asks for", () => {
  it("reads no more however much strangers have filled every table with", {
    timeout: 3_000_000,
  }, async () => {
    expect([...growing, ...Object.keys(bounded)].toSorted()).toEqual((await allTables()).toSorted());
    const { errands } = await prepared();
    await grow(strangers);
    const tooMany = [...(await walk(errands))].flatMap(([route, statements]) =>
      statements
        .filter(({ rowsRead }) => rowsRead > maxRows)
        .map(({ sql, rowsRead }) => ({ route, rowsRead, sql })),
    );
    expect(tooMany).toEqual([]);
  });

  it("makes no more statements, and reads in step with what is one's own", async () => {
    const few = await walkOwn(20);
    const many = await walkOwn(80);
    const wrong = [...many].flatMap(([route, statements]) => {
      const before = few.get(route) ?? [];
      if (statements.length > before.length) return [{ route, from: before.length, to: statements.length }];
      return statements.flatMap(({ sql, rowsRead }, place) => {
        const read = before[place]?.rowsRead ?? 0;
        return rowsRead > 4 * read + 20 ? [{ route, from: read, to: rowsRead, sql }] : [];
      });
    });
    expect(wrong).toEqual([]);
  });
});

/** Goes on every errand once Li Wei has that much of everything. */
async function walkOwn(count: number): Promise<Map<string, Statement[]>> {
  const { things, errands } = await prepared();
  await grow(count);
  await giveAllTo(things.people.li.userId);
  const made = await walk(errands.filter(({ by }) => by === things.people.li));
  await emptied();
  return made;
}
