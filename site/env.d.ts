declare namespace App {
  interface Locals {
    /** The version being printed, for the components inside its text. */
    text?: {
      language: import("../worker/policy/versions/version.ts").Language;
      clauses: import("../worker/policy/versions/version.ts").Clause[];
      /** Whether the page numbers the clauses. */
      numbered: boolean;
      commitments: import("../worker/policy/versions/version.ts").Commitments;
    };
  }
}

/** All partners, checked by `editor/partners.ts`, each with the address of its logo. */
declare module "virtual:partners" {
  const partners: readonly import("../worker/policy/partners/partner.ts").Partner[];
  export default partners;
}
