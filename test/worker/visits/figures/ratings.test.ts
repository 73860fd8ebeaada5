import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  fullGroups,
  type RatingCount,
  ratingsIn,
  selectRatings,
} from "../../../../worker/visits/figures/ratings.ts";
import { today as todayHere } from "../../../fixtures/content.ts";
import { act, sent, staff } from "../../staff/desk/people.ts";

const of = (month: string, rating: number, count: number, topic = ""): RatingCount => ({
  month,
  topic,
  rating,
  count,
});

const today = todayHere();

const counted = async (smallest: number) => ratingsIn(await selectRatings(env.DB, today).run(), smallest);

describe("ratings", () => {
  it("are shown once a group is full, from the first month on, and later ones wait", () => {
    const counts = [
      of("2026-01", 5, 3),
      of("2026-02", 1, 2),
      of("2026-02", 3, 1),
      of("2026-03", 4, 7),
      of("2026-04", 1, 4),
    ];
    expect(fullGroups(counts, 5)).toEqual([
      { from: "2026-01", to: "2026-02", count: 6, average: 20 / 6 },
      { from: "2026-03", to: "2026-03", count: 7, average: 4 },
    ]);
  });

  it("tell nothing of one that joined: what was shown stays as it was until the next group is full", () => {
    const before = [of("2026-01", 5, 6)];
    for (const more of [1, 4])
      expect(fullGroups([...before, of("2026-02", 1, more)], 5)).toEqual(fullGroups(before, 5));
  });

  it("are counted by month and topic as feedback comes, and no longer when it is erased", async () => {
    await sent("feedback", { rating: "4", topic: "goods" });
    await sent("feedback", { rating: "2", topic: "goods" });
    const last = await sent("feedback", { rating: "1", topic: "" });
    expect(await counted(1)).toMatchObject({
      byTime: [{ count: 3, average: 7 / 3 }],
      byTopic: [
        { topic: "goods", count: 2, average: 3 },
        { topic: "", count: 1, average: 1 },
      ],
    });
    expect(await counted(2)).toMatchObject({ byTopic: [{ topic: "goods" }] });
    const { cookie } = await staff();
    await act(`/staff/inbox/${last}/erase/`, { sure: "yes" }, cookie);
    expect(await counted(1)).toMatchObject({ byTime: [{ count: 2, average: 3 }] });
  });

  it("of what nobody may read are not counted: quarantine, a consent taken back", async () => {
    await sent("feedback", { remarks: "robot" });
    expect((await counted(1)).byTime).toEqual([]);
    await env.DB.prepare("update submissions set released_at = received_at").run();
    expect((await counted(1)).byTime).toMatchObject([{ count: 1 }]);
    await env.DB.prepare("update submissions set status = 'withdrawn', status_at = received_at").run();
    expect((await counted(1)).byTime).toEqual([]);
  });
});
