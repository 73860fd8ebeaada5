import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { expiryOf, stateOf } from "../../../../worker/forms/confirm-links/link.ts";
import { findLink, insertLink, useLink } from "../../../../worker/forms/confirm-links/links.ts";

const mailedAt = new Date("2026-12-01T10:00:00Z");
const link = {
  tokenHash: "the hash of a token",
  purpose: "newsletter" as const,
  subject: "N-1",
  expiresAt: expiryOf(mailedAt),
};

describe("a mailed link", () => {
  it("works for seven days to the millisecond, and not at the instant that ends them", () => {
    expect(link.expiresAt.toISOString()).toBe("2026-12-08T10:00:00.000Z");
    expect(stateOf(link, new Date("2026-12-08T09:59:59.999Z"))).toBe("open");
    expect(stateOf(link, new Date("2026-12-08T10:00:00.000Z"))).toBe("expired");
  });

  it("keeps the instant at which it was first used, however often that is repeated", async () => {
    await insertLink(env.DB, link).run();
    const first = new Date("2026-12-02T10:00:00Z");
    await useLink(env.DB, link.tokenHash, first).run();
    const again = await useLink(env.DB, link.tokenHash, new Date("2026-12-03T10:00:00Z")).run();
    expect(again.meta.changes).toBe(0);
    expect(await findLink(env.DB, link.tokenHash)).toMatchObject({ usedAt: first });
  });
});
