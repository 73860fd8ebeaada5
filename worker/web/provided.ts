import { AsyncLocalStorage } from "node:async_hooks";
import { Fault } from "./fault.ts";

/** A value for a whole request: one middleware or route provides it, and whoever comes later finds it. */
export interface RequestValue<Value> {
  readonly key: ValueKey;
  /** Never set: it ties the key to the type of its value. */
  readonly holds?: (value: Value) => Value;
}

export type ValueKey = `value:${string}` | `page:${string}`;

/** What one request provides. Nothing in it may lead to the request's answer: see `withValues`. */
export type Values = Map<ValueKey, unknown>;

/** The part of a request's context that holds values. */
interface Context {
  get(name: "values"): Values | undefined;
  set(name: "values", values: Values): void;
}

/** The part of a request that says what it asks for. */
interface Asked {
  readonly method: string;
  readonly url: string;
}

/** The request itself. */
export const asked = requestValue<Asked>("asked");

const valuesHere = new AsyncLocalStorage<Values>();

/**
 * Makes the values of a request known to whatever runs for it without its context, as the components of a page do.
 * Hono's `contextStorage` stores the context, which leads to the answer, and the runtime never frees an answer that the
 * storage around it leads to (docs/decisions/0127).
 */
export function withValues(c: Context & { req: { raw: Asked } }, next: () => Promise<void>): Promise<void> {
  provide(c, asked, c.req.raw);
  return valuesHere.run(valuesOf(c), next);
}

/** Declares a value, in the room that provides it. Use each `name` once. */
export function requestValue<Value>(name: string): RequestValue<Value> {
  return { key: `value:${name}` };
}

/** Provides a value for the rest of the request. */
export function provide<Value>(c: Context, { key }: RequestValue<Value>, value: NoInfer<Value>): void {
  valuesOf(c).set(key, value);
}

/** The value that was provided. Throws if nobody provided one. */
export function provided<Value>(c: Context, value: RequestValue<Value>): Value {
  return needed(value, providedIfAny(c, value));
}

/** The same where it may be missing. */
export function providedIfAny<Value>(c: Context, { key }: RequestValue<Value>): Value | undefined {
  return c.get("values")?.get(key) as Value | undefined;
}

/** The value that was provided for the request that this runs for. Throws if nobody provided one. */
export function providedHere<Value>(value: RequestValue<Value>): Value {
  return needed(value, providedHereIfAny(value));
}

/** The same where it may be missing, or where this runs for no request. */
export function providedHereIfAny<Value>({ key }: RequestValue<Value>): Value | undefined {
  return valuesHere.getStore()?.get(key) as Value | undefined;
}

/** Provides a value for the request that this runs for. For none, as in a job, it does nothing. */
export function provideHere<Value>({ key }: RequestValue<Value>, value: NoInfer<Value>): void {
  valuesHere.getStore()?.set(key, value);
}

function valuesOf(c: Context): Values {
  const known = c.get("values");
  if (known) return known;
  const values: Values = new Map();
  c.set("values", values);
  return values;
}

function needed<Value>({ key }: RequestValue<Value>, value: Value | undefined): Value {
  if (value === undefined) throw new Fault(`nobody has provided ${key} for this request`);
  return value;
}
