import { getContext } from "hono/context-storage";
import * as request from "../worker/web/provided.ts";
import type { ShownPage } from "../worker/web/shown-page.ts";

/** What the route gave the page. Throws when the page is reached without its route. */
export function shown<Data>(page: ShownPage<Data>): Data {
  return request.provided(context(), page);
}

/** What holds for the whole request, such as the policy in force. */
export function provided<Value>(value: request.RequestValue<Value>): Value {
  return request.provided(context(), value);
}

/** The same where it may be missing. */
export function providedIfAny<Value>(value: request.RequestValue<Value>): Value | undefined {
  return request.providedIfAny(context(), value);
}

function context() {
  return getContext<{ Variables: Record<request.ValueKey, unknown> }>();
}
