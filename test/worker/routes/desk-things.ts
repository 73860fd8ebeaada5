import { expect } from "vitest";
import { answers } from "../../fixtures/answers.ts";
import { ask } from "../site.ts";
import type { Person } from "./person.ts";

/** What the routes of the desk work on. */
export type DeskThings = Awaited<ReturnType<typeof makeDeskThings>>;

type Send = (form: string, fields: Readonly<Record<string, string>>) => Promise<string>;

/** An offer as staff make it. */
export const offer = {
  price: "CNY 412,000",
  terms: "Free at Khorgos, 30 days net.",
  holdsUntil: "2099-12-31",
};

/** Things sent to the desk, for each of its routes one that it can work on. */
export async function makeDeskThings(send: Send) {
  const ordering = (email: string, more = {}) => send("order", { ...answers.order, email, ...more });
  const asking = (kind: string, email: string) =>
    send("data-request", { ...answers["data-request"], kind, email });
  return {
    orders: {
      worked: await ordering("works@example.org"),
      linked: await ordering("linked@example.org"),
      spam: await ordering("spam@example.org"),
      child: await ordering("child.orders@example.org"),
      trapped: await ordering("robot@example.org", { remarks: "buy" }),
    },
    requests: {
      see: await asking("see", "sees@example.org"),
      copied: await asking("see", "copied@example.org"),
      correct: await asking("correct", "corrects@example.org"),
      restrict: await asking("restrict", "restricts@example.org"),
      object: await asking("object", "objects@example.org"),
      refused: await asking("erase", "refused@example.org"),
      worked: await asking("erase", "works@example.org"),
      child: await asking("erase", "child.asks@example.org"),
    },
  };
}

/** Lets staff do what clients then find behind their links. */
export async function workAtDesk(
  { orders, requests }: DeskThings,
  boss: Person,
  signed: string,
): Promise<void> {
  const act = async (path: string, fields: Readonly<Record<string, string>>) => {
    const answer = await ask(`/staff/${path}/`, {
      cookie: boss.cookie,
      fields: { position: "1", ...fields },
    });
    expect([path, answer.status]).toEqual([path, 303]);
  };
  for (const reference of [orders.linked, signed]) await act(`orders/${reference}/offer`, offer);
  await act(`data-requests/${requests.copied}/copy`, {});
  await act(`data-requests/${requests.copied}/done`, { note: "Here it is." });
}
