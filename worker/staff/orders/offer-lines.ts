import type { Offer } from "../../submissions/order/offer.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import type { Language } from "../../web/organization.ts";

/** What the mail about an offer says: price, terms, and until when it can be accepted. */
export function offerLines({ price, terms, holdsUntil }: Offer, language: Language): string[] {
  const { offer } = sharedTextsIn(language).mail.status;
  return [offer.price({ price }), offer.terms({ terms }), offer.until({ day: holdsUntil })];
}
