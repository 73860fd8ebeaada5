import { describe, expect, it } from "vitest";
import organization from "../../../content/organization.yaml";
import { consentsOf } from "../../../worker/forms/consents/giving.ts";
import { signerOf } from "../../../worker/policy/text/signer.ts";
import { contactForm } from "../../../worker/submissions/contact/form.ts";
import { letterOfIssue } from "../../../worker/submissions/newsletter/letters.ts";
import { legalName, namesIn } from "../../../worker/web/names.ts";
import type { Language, Organization } from "../../../worker/web/organization.ts";
import { message, ticket } from "../../fixtures/contact.ts";
import { version } from "../../fixtures/versions.ts";

const wei: Organization = {
  ...organization,
  languages: ["en", "zh", "ru"],
  name: { en: "Wei Trade Ltd", zh: "伟业贸易有限公司" },
  shortName: { en: "Wei", zh: "伟业" },
  director: "Li Wei",
  address: { en: ["1 Green Lane", "Almaty"], zh: ["阿拉木图市绿巷1号"] },
};

describe("an organization with names by language", () => {
  it("is called by readers as in their language, and where it has no name there, as in the one that binds", () => {
    expect(namesIn(wei, "zh")).toEqual({
      name: "伟业贸易有限公司",
      shortName: "伟业",
      director: "Li Wei",
      address: ["阿拉木图市绿巷1号"],
    });
    expect(namesIn(wei, "ru")).toEqual(namesIn(wei, "en"));
  });

  it("signs a newsletter with the name and address of the reader's language", () => {
    const ending = (language: Language) =>
      letterOfIssue(
        { subject: "", paragraphs: [], language },
        { organization: wei, origin: "https://wei.example", unsubscribe: "https://wei.example/stop/" },
      ).ending?.slice(1);
    expect(ending("zh")).toEqual(["伟业贸易有限公司", "阿拉木图市绿巷1号"]);
    expect(ending("en")).toEqual(["Wei Trade Ltd", "1 Green Lane", "Almaty"]);
  });

  it("has one name in records of consent, whatever language somebody agreed in", async () => {
    const { commitments } = version(1, "2026-11-22");
    const context = { subject: "M-1", controller: wei, recordedAt: new Date("2026-12-01T10:00:00Z") };
    const inChinese = { ...ticket, language: "zh" as const };
    const [consent] = await consentsOf(contactForm, message, inChinese, commitments, context);
    expect(consent).toMatchObject({ policyLanguage: "zh", controller: legalName(wei) });
    expect(legalName(wei)).toBe("Wei Trade Ltd");
  });

  it("signs a text with the name that the text says, so that a published one keeps its signature", () => {
    const says = (words: string) => ({
      language: "zh" as const,
      clauses: [{ id: "who", title: "", number: 1, paragraphs: [words] }],
    });
    expect(signerOf(says("Wei Trade Ltd 制定本政策。"), wei).name).toBe("Wei Trade Ltd");
    expect(signerOf(says("伟业贸易有限公司制定本政策。"), wei).name).toBe("伟业贸易有限公司");
  });
});
