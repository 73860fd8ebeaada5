import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import organization from "../../../../content/organization.yaml";
import { consentsOfSubject, currentConsents } from "../../../../worker/forms/consents/consents.ts";
import { consentsOf, standingOfEach } from "../../../../worker/forms/consents/giving.ts";
import type { Values } from "../../../../worker/forms/form/form.ts";
import { inLanguage } from "../../../../worker/forms/form/words.ts";
import type { Commitments } from "../../../../worker/policy/commitments/commitments.ts";
import { contactForm } from "../../../../worker/submissions/contact/form.ts";
import { orderForm } from "../../../../worker/submissions/order/form.ts";
import { legalName } from "../../../../worker/web/names.ts";
import { sha256 } from "../../../../worker/web/sha256.ts";
import { answers } from "../../../fixtures/answers.ts";
import { consent } from "../../../fixtures/consent.ts";
import { message, ticket } from "../../../fixtures/contact.ts";
import { version } from "../../../fixtures/versions.ts";
import { addConsents, takeBack } from "../../consents.ts";

const { commitments } = version(1, "2026-11-22");
const recordedAt = new Date("2026-12-01T10:00:00Z");
/** The form as sent by somebody who ticks only the box for the message. */
const form = {
  ...contactForm,
  fields: contactForm.fields.filter(({ consentTo }) => !consentTo || consentTo === "support"),
};
const agreed = (to: Commitments = commitments, typed: Values = message) =>
  consentsOf(form, typed, ticket, to, { subject: "M-1", controller: organization, recordedAt });
const withdrawal = { subject: "M-1", purpose: "support", method: "unsubscribe", keptUntil: undefined };

describe("somebody who ticks the box of the contact form", () => {
  it("agrees to one purpose, to the version that was shown, and to the words beside the box", async () => {
    const box = form.fields.find(({ consentTo }) => consentTo);
    expect(await agreed()).toEqual([
      {
        id: "M-1/support",
        schema: "kept-consent-1",
        subject: "M-1",
        controller: legalName(organization),
        event: "given",
        purpose: "support",
        legalBasis: "dpv:Consent",
        processing: ["dpv:Collect", "dpv:Store", "dpv:Use", "dpv:Erase"],
        dataCategories: [
          "pd:Name",
          "pd:EmailAddress",
          "pd:TelephoneNumber",
          "pd:PhysicalAddress",
          "pd:Communication",
        ],
        method: "contact",
        policyVersion: ticket.policyVersion,
        policyHash: ticket.policyHash,
        policyLanguage: "en",
        labelHash: await sha256(inLanguage(box?.label ?? (() => ""), "en", commitments)),
        words: inLanguage(box?.label ?? (() => ""), "en", commitments),
        jurisdiction: organization.jurisdiction,
        withdrawal: "/en/data-request/",
        recordedAt,
      },
    ]);
  });

  it("agrees to what was filled in only, each kind of it once", async () => {
    const sparse = { ...message, phone: "", address: " \n" };
    expect(await agreed(commitments, sparse)).toMatchObject([
      { dataCategories: ["pd:Name", "pd:EmailAddress", "pd:Communication"] },
    ]);
    const order = { ...answers.order, phone: "" };
    const box = { ...orderForm, fields: orderForm.fields.filter(({ name }) => name !== "newsletter") };
    const context = { subject: "B-1", controller: { ...organization, jurisdiction: undefined }, recordedAt };
    const [record] = await consentsOf(box, order, ticket, commitments, context);
    expect(record?.dataCategories).toEqual([
      "pd:Purchase",
      "pd:PhysicalAddress",
      "pd:Name",
      "pd:Professional",
      "pd:EmailAddress",
    ]);
    expect(record).not.toHaveProperty("jurisdiction");
  });

  it("has no end while it holds, even under a version that names a period for its proof", async () => {
    const retention = { ...commitments.retention, consent: "P5Y" };
    const [record] = await agreed({ ...commitments, retention });
    expect(record).not.toHaveProperty("keptUntil");
  });

  it("has it recorded once, as it was given, when the form comes in twice", async () => {
    const later = { ...consent, recordedAt: new Date("2026-12-02T10:00:00Z") };
    await addConsents(consent);
    await addConsents(later);
    await addConsents(later);
    expect(await consentsOfSubject(env.DB, "M-1")).toEqual([consent]);
  });

  it("keeps the record of having agreed when withdrawing, and stands as withdrawn", async () => {
    await addConsents(consent);
    expect(await currentConsents(env.DB, "M-1")).toMatchObject([{ event: "given" }]);
    await takeBack({ ...withdrawal, recordedAt });
    const withdrawn = { ...consent, id: "M-1/support/withdrawn", event: "withdrawn", recordedAt };
    const records = [consent, { ...withdrawn, method: "unsubscribe" }];
    expect(await consentsOfSubject(env.DB, "M-1")).toEqual(records);
    expect(await currentConsents(env.DB, "M-1")).toEqual(records.slice(1));
  });

  it("withdraws once, however often, and only what was given", async () => {
    await addConsents(consent);
    for (const purpose of ["support", "support", "newsletter"]) {
      await takeBack({ ...withdrawal, purpose, recordedAt });
    }
    await takeBack({ ...withdrawal, subject: "M-2", recordedAt });
    expect((await consentsOfSubject(env.DB, "M-1")).map(({ event }) => event)).toEqual([
      "given",
      "withdrawn",
    ]);
    expect(await consentsOfSubject(env.DB, "M-2")).toEqual([]);
  });

  it("may agree again after withdrawing, whatever the clock says, and stands as agreeing", async () => {
    await addConsents(consent);
    await takeBack({ ...withdrawal, recordedAt });
    await addConsents({ ...consent, id: "M-1/support/2" });
    expect(await currentConsents(env.DB, "M-1")).toMatchObject([{ event: "given", id: "M-1/support/2" }]);
  });

  it("stands on each purpose by itself", async () => {
    const newsletter = { ...consent, id: "M-1/newsletter", purpose: "newsletter" };
    await addConsents(consent, newsletter);
    await takeBack({ ...withdrawal, recordedAt });
    const current = await currentConsents(env.DB, "M-1");
    expect(current.map(({ purpose, event }) => [purpose, event])).toEqual([
      ["newsletter", "given"],
      ["support", "withdrawn"],
    ]);
  });
});

describe("where somebody's purposes stand", () => {
  const event = (subject: string, purpose: string, event: "given" | "withdrawn") => ({
    subject,
    purpose,
    event,
  });
  const given = event("M-1", "support", "given");
  const withdrawn = event("M-1", "support", "withdrawn");

  it("is their latest consent to each, newest first", () => {
    const again = event("M-2", "support", "given");
    const orders = event("B-1", "orders", "given");
    expect(standingOfEach([given, orders, again])).toEqual([again, orders]);
  });

  it("is a consent that stands, though another to the same purpose was withdrawn later", () => {
    const other = event("M-2", "support", "given");
    expect(standingOfEach([given, other, withdrawn])).toEqual([other]);
  });

  it("is the withdrawal where no consent stands", () => {
    expect(standingOfEach([given, withdrawn])).toEqual([withdrawn]);
  });
});
