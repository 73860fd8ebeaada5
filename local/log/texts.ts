import { hex } from "../../worker/log/encoding.ts";
import { sha256 } from "../../worker/log/hashes.ts";
import { holds } from "./fault.ts";
import type { LogContents } from "./reading-entries.ts";
import type { LogSource } from "./source.ts";

/**
 * Compares the texts that a site publishes with those that its log has.
 * @returns how many were compared; 0 for a folder, which has none
 * @throws LogFault at the first that was rewritten, is gone, or is not in the log
 */
export async function compareTexts(source: LogSource, { texts }: LogContents): Promise<number> {
  const { page } = source;
  if (!page) return 0;
  for (const { date, language, sha256: logged } of texts) {
    const text = await page(`/${language}/policy/${date}/policy.md`);
    holds(
      text !== undefined,
      `the version of ${date} in ${language} is in the log and no longer on the site`,
    );
    holds(
      hex(sha256(text)) === logged,
      `the version of ${date} in ${language} is not the text that was logged`,
    );
  }
  const list = await page(`/${texts[0]?.language ?? "en"}/policy/versions.json`);
  holds(list !== undefined, "the site has no list of its versions");
  const { versions } = JSON.parse(new TextDecoder().decode(list)) as {
    versions: { date: string; languages: Record<string, unknown> }[];
  };
  for (const { date, languages } of versions)
    for (const language of Object.keys(languages))
      holds(
        texts.some((text) => text.date === date && text.language === language),
        `the version of ${date} in ${language} is on the site and not in the log`,
      );
  return texts.length;
}
