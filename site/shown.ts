import { providedHere, providedHereIfAny, type RequestValue } from "../worker/web/provided.ts";
import type { ShownPage } from "../worker/web/shown-page.ts";

/** What the route gave the page. Throws when the page is reached without its route. */
export function shown<Data>(page: ShownPage<Data>): Data {
  return providedHere(page);
}

/** What holds for the whole request, such as the policy in force. */
export function provided<Value>(value: RequestValue<Value>): Value {
  return providedHere(value);
}

/** The same where it may be missing. */
export function providedIfAny<Value>(value: RequestValue<Value>): Value | undefined {
  return providedHereIfAny(value);
}
