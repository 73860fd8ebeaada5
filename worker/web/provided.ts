import { Fault } from "./fault.ts";
/** A value for a whole request: one middleware or route provides it, and whoever comes later finds it. */
export interface RequestValue<Value> {
  readonly key: ValueKey;
  /** Never set: it ties the key to the type of its value. */
  readonly holds?: (value: Value) => Value;
}

export type ValueKey = `value:${string}` | `page:${string}`;

/** The part of a request's context that holds values. */
interface Context {
  get(key: ValueKey): unknown;
  set(key: ValueKey, value: unknown): void;
}

/** Declares a value, in the room that provides it. Use each `name` once. */
export function requestValue<Value>(name: string): RequestValue<Value> {
  return { key: `value:${name}` };
}

/** Provides a value for the rest of the request. */
export function provide<Value>(c: Context, { key }: RequestValue<Value>, value: NoInfer<Value>): void {
  c.set(key, value);
}

/** The value that was provided. Throws if nobody provided one. */
export function provided<Value>(c: Pick<Context, "get">, { key }: RequestValue<Value>): Value {
  const value = c.get(key);
  if (value === undefined) throw new Fault(`nobody has provided ${key} for this request`);
  return value as Value;
}

/** The same where it may be missing. */
export function providedIfAny<Value>(
  c: Pick<Context, "get">,
  { key }: RequestValue<Value>,
): Value | undefined {
  return c.get(key) as Value | undefined;
}
