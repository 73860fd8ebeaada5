import { InvalidArgumentError } from "@commander-js/extra-typings";
import { z } from "zod";

const Day = z.iso.date();

/** Reads a day, `YYYY-MM-DD`. Anything else is not understood. */
export function dayArgument(value: string): string {
  if (Day.safeParse(value).success) return value;
  throw new InvalidArgumentError("It is not a day, such as 2027-03-02.");
}

/** Reads the address of a page on the web. */
export function addressArgument(value: string): string {
  if (/^https?:\/\/[^/\s]/i.test(value) && URL.canParse(value)) return value;
  throw new InvalidArgumentError("It is not an address, such as https://www.example.com/privacy/.");
}
