import { reach } from "./reach.ts";

/**
 * Sends a text to an address outside of the site that the organization wrote down, and waits as long as for anything else.
 * An answer that leads elsewhere is not followed: nobody wrote that address down.
 * @throws Unreachable when there is no answer in time
 */
export function postOutside(url: string, body: string): Promise<Response> {
  return reach("posting outside", fetch(url, { method: "POST", body, redirect: "manual" }));
}
