import { registrationForm } from "../../accounts/register/forms.ts";
import { legalBasis } from "../../forms/consents/record.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import type { Commitments, DataKind } from "../../policy/commitments/commitments.ts";
import { contactForm } from "../../submissions/contact/form.ts";
import { requestForm } from "../../submissions/data-request/form.ts";
import { feedbackForm } from "../../submissions/feedback/form.ts";
import { newsletterForm } from "../../submissions/newsletter/form.ts";
import { noticesForm } from "../../submissions/newsletter/notices.ts";
import { orderForm } from "../../submissions/order/form.ts";

/**
 * What data is used for: a purpose of the policy, or what every version entails: telling of its changes whoever asked for
 * that, answering people who use their rights, and handing over what a law demands, which the register names.
 */
export type ActivityPurpose = Commitments["purposes"][number] | (typeof alwaysPursued)[number];

/** What is done under every version, though none names it as a purpose. */
export const alwaysPursued = ["policy-changes", "rights", "disclosures"] as const;

/**
 * A kind of data with a period of the policy. Entries of the register are kept as long as proof of consent is, drafts for a
 * few days that no version names.
 */
export type RecordedKind = DataKind | "register" | "draft";

/** An activity of processing, with W3C DPV terms (https://w3id.org/dpv, version 2.1). */
export interface Activity {
  /** The purpose in terms of DPV. */
  dpv: `dpv:${string}`;
  legalBasis: `dpv:${string}`;
  kinds: readonly RecordedKind[];
  /** Forms whose fields say which data is taken. */
  forms: readonly AnyForm[];
  /** Data that no form takes. */
  alsoTakes?: readonly `pd:${string}`[];
}

/** What is written to and fro about something sent, and what staff note about it. */
const conversation = ["pd:Communication"] as const;

/** What is done for each purpose. A purpose without an activity does not compile. */
export const activities: Readonly<Record<ActivityPurpose, Activity>> = {
  registration: {
    dpv: "dpv:AccountManagement",
    legalBasis,
    kinds: ["account", "draft", "consent"],
    forms: [registrationForm],
  },
  orders: {
    dpv: "dpv:CustomerOrderManagement",
    legalBasis,
    kinds: ["order", "consent"],
    forms: [orderForm],
    alsoTakes: conversation,
  },
  "order-status": {
    dpv: "dpv:CommunicationForCustomerCare",
    legalBasis,
    kinds: ["order", "failedMail"],
    forms: [],
    alsoTakes: ["pd:EmailAddress"],
  },
  security: {
    dpv: "dpv:EnforceSecurity",
    legalBasis,
    kinds: ["signIn", "refused"],
    forms: [],
    alsoTakes: ["pd:IPAddress"],
  },
  support: {
    dpv: "dpv:CustomerCare",
    legalBasis,
    kinds: ["contact", "consent", "failedMail"],
    forms: [contactForm],
  },
  quality: {
    dpv: "dpv:ImproveExistingProductsAndServices",
    legalBasis,
    kinds: ["feedback", "consent"],
    forms: [feedbackForm],
    alsoTakes: conversation,
  },
  newsletter: {
    dpv: "dpv:DirectMarketing",
    legalBasis,
    kinds: ["newsletter", "consent"],
    forms: [newsletterForm],
  },
  "policy-changes": {
    dpv: "dpv:CommunicationManagement",
    legalBasis,
    kinds: ["newsletter", "consent"],
    forms: [noticesForm],
  },
  rights: {
    dpv: "dpv:RightsFulfilment",
    legalBasis: "dpv:LegalObligation",
    kinds: ["dataRequest"],
    forms: [requestForm],
    alsoTakes: conversation,
  },
  disclosures: {
    dpv: "dpv:LegalCompliance",
    legalBasis: "dpv:LegalObligation",
    kinds: ["register"],
    forms: [contactForm, orderForm, feedbackForm, registrationForm],
    alsoTakes: ["pd:IPAddress"],
  },
};

/** How data is protected: what the software does, in terms of DPV. */
export const measures = {
  sealed: "dpv:EncryptionAtRest",
  transport: "dpv:EncryptionInTransfer",
  hashed: "dpv:HashMessageAuthenticationCode",
  secondStep: "dpv:MultiFactorAuthentication",
  roles: "dpv:AccessControlMethod",
  auditLog: "dpv:InformationAudit",
  backups: "dpv:DataBackupProtocols",
} as const;

export type Measure = keyof typeof measures;
