import { asked } from "../worker/web/provided.ts";
import { providedIfAny } from "./shown.ts";

/**
 * The path that a reader sees, with what it asks for: that of the request. A page that is built ahead has its own, and
 * one that answers a post at another address has none to return to, so it gives the way home.
 */
export function pathSeen(own: URL): string {
  const request = providedIfAny(asked);
  if (!request) return own.pathname;
  const { pathname, search } = new URL(request.url);
  if (request.method === "GET" || request.method === "HEAD") return pathname + search;
  return pathname === own.pathname ? pathname : "/";
}
