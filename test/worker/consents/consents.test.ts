import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { consentsOf } from "../../../worker/consents/core.ts";
import { insertConsent } from "../../../worker/consents/store.ts";
import { contactForm } from "../../../worker/contacts/schema.ts";
import { inLanguage } from "../../../worker/forms/core.ts";
import { sha256 } from "../../../worker/policy/core.ts";
import { ticket } from "../../fixtures/contact.ts";
import { version } from "../../fixtures/versions.ts";

const { commitments } = version(1, "2026-11-22");
const recordedAt = new Date("2026-12-01T10:00:00Z");
const agreed = () => consentsOf(contactForm, ticket, commitments, "M-1", recordedAt);

describe("somebody who ticks the box of the contact form", () => {
  it("agrees to one purpose, to the version that was shown, and to the words beside the box", async () => {
    const box = contactForm.fields.find(({ consentTo }) => consentTo);
    expect(await agreed()).toEqual([
      {
        id: "M-1/support",
        subject: "M-1",
        event: "given",
        purpose: "support",
        form: "contact",
        policyVersion: "2026-11-22",
        policyHash: ticket.policyHash,
        policyLanguage: "en",
        labelHash: await sha256(inLanguage(box?.label ?? { en: "" }, "en", commitments)),
        recordedAt,
      },
    ]);
  });

  it("has it recorded once, as it was given, when the form comes in twice", async () => {
    for (const consent of await agreed()) {
      await insertConsent(env.DB, consent).run();
      await insertConsent(env.DB, { ...consent, recordedAt: new Date("2026-12-02T10:00:00Z") }).run();
    }
    const { results } = await env.DB.prepare("select id, event, recorded_at from consents").all();
    expect(results).toEqual([{ id: "M-1/support", event: "given", recorded_at: "2026-12-01T10:00:00.000Z" }]);
  });

  it("keeps the record of having agreed when withdrawing", async () => {
    const [given] = await agreed();
    if (!given) throw new Error("the contact form asks for no consent");
    await insertConsent(env.DB, given).run();
    await insertConsent(env.DB, { ...given, id: "M-1/support/withdrawn", event: "withdrawn" }).run();
    const { results } = await env.DB.prepare("select event from consents order by id").all();
    expect(results).toEqual([{ event: "given" }, { event: "withdrawn" }]);
  });
});
