import type { FrontMatter } from "../../worker/policy/text/front-matter.ts";
import { composeFrontMatter } from "./compose-front-matter.ts";

/** What a first version may promise: short periods that are easy to keep. Its author decides. */
export const firstCommitments: FrontMatter["commitments"] = {
  minimumAge: 14,
  guardianUntil: "majority",
  smallestGroup: 5,
  signals: ["gpc", "dnt"],
  noticeDays: 30,
  backupDays: 30,
  purposes: ["registration", "orders", "order-status", "security", "support", "quality", "newsletter"],
  retention: {
    contact: "P24M",
    order: "P5Y",
    feedback: "P24M",
    dataRequest: "P3Y",
    newsletter: "purpose",
    account: "purpose",
    signIn: "P90D",
    statistics: "P25M",
    consent: "P3Y",
    refused: "P30D",
    failedMail: "P30D",
  },
};

/** A first version to write: with every commitment, and two clauses that show how clauses look. */
export function composeFirstVersion(summary: string): string {
  const head = composeFrontMatter({
    title: "Privacy policy",
    summary,
    kind: "first",
    commitments: firstCommitments,
  });
  return `${head}
<Clause id="scope" title="Scope">

Say here whom this policy binds, and what it is about.

</Clause>

<Clause id="storage-period" title="How long we keep data">

We keep messages for <Commitment of="retention.contact" />.

</Clause>
`;
}
