import { getContext } from "hono/context-storage";
import type { Shown } from "../worker/page-data.ts";

/** What the route left for the page under this name; throws when the page is reached without its route. */
export function shown<Name extends keyof Shown>(name: Name): NonNullable<Shown[Name]> {
  const value = getContext<{ Variables: Shown }>().get(name);
  if (value === undefined || value === null) throw new Error(`no route has loaded "${name}" for this page`);
  return value as NonNullable<Shown[Name]>;
}

/** The same where the route may have left nothing. */
export function shownIfAny<Name extends keyof Shown>(name: Name): Shown[Name] {
  return getContext<{ Variables: Shown }>().get(name);
}
