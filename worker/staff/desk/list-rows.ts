import { messagesIn, selectMessagesAmong } from "../../submissions/contact/messages.ts";
import { requestsIn, selectRequestsAmong } from "../../submissions/data-request/requests.ts";
import { feedbackIn, selectFeedbackAmong } from "../../submissions/feedback/feedback.ts";
import { ordersIn, selectOrdersAmong } from "../../submissions/order/orders.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { setAside } from "../../vault/setting-aside.ts";
import type { DeskItem } from "./item.ts";
import { isClosed } from "./items.ts";

/** Who sent an item and its first words, as a list shows them. */
export interface Words {
  who: string;
  words: string;
}

/** The same with everything that was written, for a search. */
export interface WholeWords extends Words {
  text: string;
}

/** How many characters of what was written a list shows. */
const maxWords = 160;

/** What was typed in these items, except in those that nobody may read. Open it with `wordsIn`. */
export function selectWords(db: D1Database, items: readonly DeskItem[]): D1PreparedStatement[] {
  const references = items.filter((item) => !isClosed({ item })).map(({ reference }) => reference);
  return [
    selectMessagesAmong(db, references),
    selectFeedbackAmong(db, references),
    selectOrdersAmong(db, references),
    selectRequestsAmong(db, references),
  ];
}

/** The results of `selectWords`, by reference. A row that does not open is left out, and hides no other. */
export async function wordsIn(
  results: readonly D1Result[],
  ring: KeyRing,
): Promise<ReadonlyMap<string, WholeWords>> {
  const [messages, feedback, orders, requests] = results;
  const [written, rated, ordered, asked] = await Promise.all([
    setAside(messages, (one) => messagesIn(one, ring)),
    setAside(feedback, (one) => feedbackIn(one, ring)),
    setAside(orders, (one) => ordersIn(one, ring)),
    setAside(requests, (one) => requestsIn(one, ring)),
  ]);
  return new Map([
    ...written.map((one) => [one.reference, wordsOf(one.name, one.email, one.message)] as const),
    ...rated.map((one) => [one.reference, wordsOf("", one.email, one.feedback)] as const),
    ...ordered.map((one) => [one.reference, wordsOf(one.name, one.email, one.goods)] as const),
    ...asked.map((one) => [one.reference, wordsOf(one.name, one.email, one.details)] as const),
  ]);
}

function wordsOf(name: string, email: string, text: string): WholeWords {
  return { who: name.trim() || email, words: beginningOf(text), text };
}

/** The beginning of a text on one line, whole characters only. */
export function beginningOf(text: string): string {
  const line = text.trim().replace(/\s+/gu, " ");
  return Array.from(line).slice(0, maxWords).join("");
}
