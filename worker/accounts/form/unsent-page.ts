import { page } from "../../web/shown-page.ts";

/** A form of a staff page that could not be saved: why, where to send it again, and all that was sent. */
export interface Unsent {
  why: "database" | "signedOut";
  action: string;
  sent: readonly (readonly [name: string, value: string])[];
}

export const unsentPage = page<Unsent>("/staff/unsent/");
