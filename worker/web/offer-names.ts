/**
 * What an organization may leave out (`worker/web/offers.ts`). Messages and data requests are always taken. By itself, for
 * the texts are compiled with it, and `organization.ts` needs compiled texts.
 */
export const offerNames = ["orders", "feedback", "newsletter", "accounts"] as const;
