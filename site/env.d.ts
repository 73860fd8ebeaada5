declare namespace App {
  interface Locals {
    /** The version being printed, for the components inside its text. */
    text?: {
      date: string;
      language: import("../worker/web/organization.ts").Language;
      clauses: import("../worker/policy/text/version-text.ts").ClauseText[];
      /** Whether the page numbers the clauses. */
      numbered: boolean;
      /** The version before, and what this one does to its clauses. */
      before?: { sequence: string; changes: ReadonlyMap<string, "same" | "changed" | "added"> };
      commitments: import("../worker/policy/commitments/commitments.ts").Commitments;
    };
  }
}

/** All partners, checked by `editor/partners.ts`, each with the address of its logo. */
declare module "virtual:partners" {
  const partners: readonly import("../worker/policy/partners/partner.ts").Partner[];
  export default partners;
}
