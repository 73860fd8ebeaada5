import { Fault } from "./fault.ts";
import type { RequestValue } from "./provided.ts";

/** A page rendered on demand, tied to what it shows: its route gives exactly that, and it reads nothing else. */
export interface ShownPage<Data> extends RequestValue<Data> {
  /** Its address, as the folders of `site/pages` spell it: `/[lang]/account/orders/`. */
  readonly path: string;
}

/** Declares a page, in the room whose route shows it. */
export function page<Data>(path: `/${string}`): ShownPage<Data> {
  return { key: `page:${path}`, path };
}

/** The page's address with its parameters filled in. A parameter of several segments (`[...id]`) keeps its slashes. */
export function addressOf(path: string, params: Readonly<Record<string, string | undefined>>): string {
  return path.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Fault(`the address ${path} needs "${name}"`);
    return value.split("/").map(encodeURIComponent).join("/");
  });
}
