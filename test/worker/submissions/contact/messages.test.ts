import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { insertMessage, messagesIn, selectMessage } from "../../../../worker/submissions/contact/messages.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { message, messagesFrom } from "../../../fixtures/contact.ts";

const receivedAt = new Date("2026-12-01T10:00:00Z");
const ring = await keyRing(env);
const insert = async (reference: string, sent = message, at = receivedAt) =>
  env.DB.batch([await insertMessage(env.DB, ring, reference, sent, "en", at)]);
const messageWith = async (reference: string) =>
  messagesIn(await selectMessage(env.DB, reference).all(), ring);

describe("a message that was sent", () => {
  it("is kept once, as it first came, however often it is sent", async () => {
    await insert("M-1");
    await insert("M-1", { ...message, name: "Somebody" }, new Date("2026-12-01T10:05:00Z"));
    const { age: _, country: _____, consent: __, guardian: ___, newsletter: ____, ...kept } = message;
    expect(await messagesFrom(env.DB, ring, "LI.WEI@example.org")).toEqual([
      { ...kept, phoneE164: "+869915550123", reference: "M-1", receivedAt, language: "en" },
    ]);
  });

  it("keeps what was left empty as nothing", async () => {
    await insert("M-1", { ...message, phone: "", address: "" });
    expect(await messagesFrom(env.DB, ring, message.email)).toMatchObject([{ phone: "", address: "" }]);
    const row = await env.DB.prepare("select sealed_phone, sealed_address from contact_messages").first();
    expect(row).toEqual({ sealed_phone: null, sealed_address: null });
  });

  it("is found by its reference or address, and nobody else's is", async () => {
    await insert("M-1");
    expect(await messageWith("M-1")).toMatchObject([{ message: message.message }]);
    expect(await messageWith("M-2")).toEqual([]);
    expect(await messagesFrom(env.DB, ring, "li.wei@example.com")).toEqual([]);
  });

  it("is kept without the age that was asked for, and tells nothing without the keys", async () => {
    await insert("M-1");
    const row = await env.DB.prepare("select * from contact_messages").first();
    const stored = JSON.stringify(row);
    for (const typed of ["of-age", "Li Wei", "example.org", "555", "Road", "apricots", "谢谢"]) {
      expect(stored).not.toContain(typed);
    }
    expect(row).toMatchObject({ reference: "M-1", topic: "question" });
  });

  it("is refused by the database where somebody forgot to seal it", async () => {
    await insert("M-1");
    const columns = ["sealed_name", "sealed_email", "sealed_phone", "sealed_address", "sealed_message"];
    for (const column of columns) {
      const update = env.DB.prepare(`update contact_messages set ${column} = 'Li Wei'`);
      await expect(update.run()).rejects.toThrow("CHECK constraint failed");
    }
  });
});
