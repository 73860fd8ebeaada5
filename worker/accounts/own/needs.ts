import type { Agreement } from "../agreement/agreement.ts";
import type { Holdings } from "./held.ts";

/** Something in an account that its owner has to decide or confirm. */
export type Need =
  | { what: "agreement"; state: Exclude<Agreement["state"], "holds"> }
  | { what: "disclosure"; reference: string }
  | { what: "data-request"; reference: string }
  | { what: "newsletter" };

/** What an account waits for its owner to do, the gravest first. */
export function needsOf(
  { disclosures, requests, subscriptions }: Pick<Holdings, "disclosures" | "requests" | "subscriptions">,
  { state }: Pick<Agreement, "state">,
): Need[] {
  const isAsked = subscriptions.some((one) => one.list === "newsletter" && one.state === "asked");
  return [
    ...(state === "holds" ? [] : [{ what: "agreement" as const, state }]),
    ...disclosures
      .filter(({ standing }) => standing === "asked")
      .map(({ reference }) => ({ what: "disclosure" as const, reference })),
    ...requests
      .filter(({ isConfirmed }) => !isConfirmed)
      .map(({ reference }) => ({ what: "data-request" as const, reference })),
    ...(isAsked ? [{ what: "newsletter" as const }] : []),
  ];
}
