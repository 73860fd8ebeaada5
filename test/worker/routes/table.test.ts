import { describe, expect, it } from "vitest";
import { settled } from "../../workerd/afterwards.ts";
import { errandsOf, goOn, isDone, routeTable } from "./errands.ts";
import { makeThings } from "./things.ts";

describe("every route of the app", () => {
  it("is an errand of somebody in these tests, and does what it is for", async () => {
    const things = await makeThings();
    await settled();
    const errands = errandsOf(things);
    // A new route that takes forms, or has a part to fill in, needs a line in errands.ts.
    expect(new Set(errands.map(({ route }) => route))).toEqual(new Set(routeTable));
    const wrong: string[] = [];
    for (const errand of errands) {
      const answer = await goOn(errand);
      if (!isDone(errand, answer))
        wrong.push(`${errand.route}: ${answer.status} instead of ${errand.status}`);
    }
    expect(wrong).toEqual([]);
  });
});
