import { page } from "../../web/shown-page.ts";
import type { OwnDisclosure } from "./disclosure.ts";

/** What the page behind a link to answer shows: the question, or nothing if the link leads nowhere. */
export interface Asked {
  disclosure?: OwnDisclosure;
  /** The answer that was just given. */
  said?: "agreed" | "declined";
}

export const answerPage = page<Asked>("/[lang]/answer/[token]/");

/** The entries of the register that whoever is signed in may know of. */
export interface OwnDisclosures {
  disclosures: readonly OwnDisclosure[];
  said?: "agreed" | "declined" | undefined;
}

export const ownDisclosuresPage = page<OwnDisclosures>("/[lang]/account/disclosures/");
