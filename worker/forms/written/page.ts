import { page } from "../../web/shown-page.ts";
import type { Answers } from "../form/asked.ts";
import type { Written } from "../intake/written.ts";

/** What the page behind a link shows that a mail about a form names. `unknown` is a link of ours no longer, or never. */
export type ShownWritten = { state: "unknown" } | (Written & { state: "known"; answers: Answers });

export const writtenPage = page<ShownWritten>("/[lang]/written/[token]/");
