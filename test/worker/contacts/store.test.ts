import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { hasMessage, insertMessage } from "../../../worker/contacts/store.ts";
import { message } from "../../fixtures/contact.ts";

const receivedAt = new Date("2026-12-01T10:00:00Z");

describe("a message that was sent", () => {
  it("is kept once, as it first came, however often it is sent", async () => {
    const later = new Date("2026-12-01T10:05:00Z");
    await env.DB.batch([insertMessage(env.DB, "M-1", message, "en", receivedAt)]);
    await env.DB.batch([insertMessage(env.DB, "M-1", { ...message, name: "Somebody" }, "en", later)]);
    const { results } = await env.DB.prepare("select * from contact_messages").all();
    expect(results).toEqual([
      {
        reference: "M-1",
        received_at: "2026-12-01T10:00:00.000Z",
        language: "en",
        name: "Li Wei",
        email: "li.wei@example.org",
        phone: "+86 991 555 0123",
        address: "2 Example Road\nUrumqi",
        topic: "question",
        message: "Do you ship dried apricots?\n谢谢",
      },
    ]);
  });

  it("is found by its reference, and nobody else's is", async () => {
    await insertMessage(env.DB, "M-1", message, "en", receivedAt).run();
    expect(await hasMessage(env.DB, "M-1")).toBe(true);
    expect(await hasMessage(env.DB, "M-2")).toBe(false);
  });

  it("is kept without the age that was asked for", async () => {
    await insertMessage(env.DB, "M-1", message, "en", receivedAt).run();
    const row = await env.DB.prepare("select * from contact_messages").first();
    expect(row).not.toHaveProperty("age");
    expect(JSON.stringify(row)).not.toContain("of-age");
  });
});
