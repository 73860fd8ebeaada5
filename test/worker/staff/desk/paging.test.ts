import { describe, expect, it } from "vitest";
import { readListQuery, wayOf } from "../../../../worker/staff/desk/list-query.ts";
import { addressesBeside, pageAsked, pageIn, placesOn } from "../../../../worker/staff/desk/paging.ts";

const all = ["a", "b", "c", "d", "e"].map((id, index) => ({ since: `2026-11-0${index + 1}`, id }));

/** What a list of these reads for an address. */
function read(query: Record<string, string>) {
  const asked = pageAsked(query);
  const place = `${asked.since}_${asked.id}`;
  const text = ({ since, id }: (typeof all)[number]) => `${since}_${id}`;
  const found =
    asked.way === "before"
      ? all.filter((one) => text(one) < place).toReversed()
      : all.filter((one) => asked.way === "first" || text(one) > place);
  const { items, ...beside } = pageIn(found.slice(0, 3), 2, asked, (one) => one);
  return { ids: items.map(({ id }) => id).join(""), ...beside };
}

describe("the pages of a list", () => {
  it("lead forward to the end and back to the beginning, through every item once", () => {
    const places = { first: 1, last: 2 };
    expect(read({})).toEqual({ ids: "ab", next: "2026-11-02_b", isPastEnd: false, places });
    expect(read({ after: "2026-11-02_b" })).toEqual({
      ids: "cd",
      previous: "2026-11-03_c",
      next: "2026-11-04_d",
      isPastEnd: false,
    });
    expect(read({ after: "2026-11-04_d" })).toEqual({ ids: "e", previous: "2026-11-05_e", isPastEnd: false });
    expect(read({ before: "2026-11-05_e" })).toMatchObject({ ids: "cd", previous: "2026-11-03_c" });
    expect(read({ before: "2026-11-03_c" })).toEqual({ ids: "ab", next: "2026-11-02_b", isPastEnd: false });
  });

  it("say in their addresses where they go on from", () => {
    const { ids: _, ...beside } = read({ after: "2026-11-02_b", place: "2" });
    expect(beside.places).toEqual({ first: 3, last: 4 });
    expect(addressesBeside("/staff/mail/?show=all", beside)).toEqual({
      previous: "/staff/mail/?show=all&before=2026-11-03_c&place=3",
      next: "/staff/mail/?show=all&after=2026-11-04_d&place=4",
    });
    expect(read({ before: "2026-11-03_c", place: "3" }).places).toEqual({ first: 1, last: 2 });
  });

  it("say so where nothing follows any more", () => {
    expect(read({ after: "2026-12-31_z" })).toEqual({ ids: "", isPastEnd: true });
  });

  it.each(["", "3", "2026-11-02", "' or 1=1 --_x", "2026-11-02T_x", `2026-11-02_${"x".repeat(201)}`])(
    "begin anew for %j, which is no place",
    (after) => {
      expect(pageAsked({ after })).toMatchObject({ way: "first" });
    },
  );
});

describe("the places of a page’s rows", () => {
  const key = "2026-11-23T12:00:00.000Z_M-00001";
  const places = (asked: Record<string, string>, rows: number) => {
    const query = readListQuery(asked, { open: { oldestFirst: true } });
    return placesOn({ ...query, way: wayOf(query) }, rows);
  };

  it("are counted on from the page before, and back from the page after", () => {
    expect(places({}, 25)).toEqual({ first: 1, last: 25 });
    expect(places({ after: key, place: "25" }, 5)).toEqual({ first: 26, last: 30 });
    expect(places({ before: key, place: "26" }, 25)).toEqual({ first: 1, last: 25 });
  });

  it.each([
    [{ after: key }, 5],
    [{ after: key, place: "-1" }, 5],
    [{ after: key, place: "x" }, 5],
    [{ before: key, place: "5" }, 25],
    [{}, 0],
  ])("are not claimed where the address %j cannot tell them of %i rows", (asked, rows) => {
    expect(places(asked, rows)).toBeUndefined();
  });
});
