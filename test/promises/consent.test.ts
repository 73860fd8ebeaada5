import { describe, expect, test } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { fillIn, referenceOf, rowsOf, sharedSite } from "../http/site.ts";
import { from, receiptOf } from "./outside.ts";

const site = sharedSite();

describe("consent", () => {
  test("Each of these purposes has its own wording and its own box, and no box is ticked in advance.", async () => {
    const html = await (await fetch(`${site.url}/en/order/`)).text();
    const boxes = [...html.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].map(([tag]) => tag);
    expect(boxes.filter((tag) => /name="(?:consent|newsletter)"/.test(tag))).toHaveLength(2);
    expect(boxes.filter((tag) => tag.includes("checked"))).toEqual([]);
    const reference = referenceOf(
      await fillIn(`${site.url}/en/order/`, {
        ...from("order", "two.boxes@promises.example.org"),
        newsletter: "yes",
      }),
    );
    const consents = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === reference);
    expect(new Set(consents.map(({ purpose }) => purpose)).size).toBe(consents.length);
    expect(consents.length).toBeGreaterThanOrEqual(1);
  });

  test("When you consent, we record the words you saw, the version of this policy and the time.", async () => {
    const reference = referenceOf(await fillIn(`${site.url}/en/contact/`, answers.contact));
    const [row] = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === reference);
    expect(row).toMatchObject({ event: "given", policy_version: "2026-11-22" });
    const text = JSON.stringify(row);
    expect(text).toMatch(/[0-9a-f]{64}/);
    expect(Date.parse(String(row?.recorded_at))).toBeGreaterThan(Date.now() - 600_000);
  });

  test("You receive a receipt to keep.", async () => {
    const reference = referenceOf(await fillIn(`${site.url}/en/contact/`, answers.contact));
    const receipt = await receiptOf(site, `/en/sent/${reference}/receipt.json`);
    expect(JSON.stringify(receipt)).toContain(reference);
    expect(JSON.stringify(receipt)).not.toContain("Li Wei");
  });
});
