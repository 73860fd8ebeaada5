import type { Mail } from "./mail.ts";

/** A list that people can join: the newsletter, or notices of changes to the policy. */
export type MailingList = "newsletter" | "policy-changes";

/**
 * What mail to a list carries: its name (RFC 2919), and the ways out (RFC 2369). At the first a mail program shows a button
 * that posts (RFC 8058); the second writes to the organization, with the address of the page that ends the subscription.
 * @param inbox where the organization reads mail
 */
export function listHeaders(
  list: MailingList,
  { origin, unsubscribe, inbox }: { origin: string; unsubscribe: string; inbox: string },
): Record<string, string> {
  const letter = `mailto:${inbox}?subject=unsubscribe&body=${encodeURIComponent(unsubscribe)}`;
  return {
    "List-Id": `<${list}.${new URL(origin).hostname}>`,
    "List-Unsubscribe": `<${unsubscribe}>, <${letter}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** Whether a mail belongs to the newsletter. */
export function isOfNewsletter({ headers }: Pick<Mail, "headers">): boolean {
  return headers["List-Id"]?.startsWith("<newsletter.") ?? false;
}
