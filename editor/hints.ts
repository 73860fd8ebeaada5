import type { z } from "zod";
import { isBlank } from "../worker/web/typed-text.ts";

const ofItsOwn: Readonly<Record<string, string>> = {
  timeZone: "name a time zone such as Asia/Shanghai",
  email: "write one email address in ASCII, as mail is sent to it",
  sender: "write one email address in ASCII, as mail is sent to it",
};

/**
 * What to write where a file of `content/` holds something else; undefined where zod's own words will do. Pass it
 * as `error` to `safeParse`.
 */
export function hintFor({ code, path = [], ...issue }: z.core.$ZodRawIssue): string | undefined {
  const [field, parent] = [path.at(-1), path.at(-2)];
  if (code === "custom")
    return (
      ofItsOwn[String(field)] ?? (isBlank(String(issue.input)) ? "write something that shows" : undefined)
    );
  if (code !== "invalid_format") return undefined;
  if (issue.format === "date") return "write the date as YYYY-MM-DD";
  if (issue.format === "url") return "write a whole address, such as https://www.example.com";
  if (field === "logo") return "name a picture beside the file, such as logo.svg, .png, .webp or .avif";
  if (field === "jurisdiction") return "write the two capital letters of ISO 3166, such as CN";
  if (field === "sha256") return "write 64 hexadecimal digits";
  return parent === "retention" ? "write a period such as P90D, P24M or P5Y, or the word purpose" : undefined;
}
