import type { Texts } from "../../texts/compiled/types.ts";
import type { Details } from "../engine/users.ts";
import type { Holdings, Part } from "./held.ts";

/** Which fields an export has. Raise it when one changes its name or meaning, or goes. */
export const exportVersion = 2;

/** What each part of an export is, by the name of its table. */
export function partsIn({ export: texts }: Texts): Readonly<Record<Part, string>> {
  return texts.parts;
}

type NameIn<Row> = Row extends Row ? keyof Row : never;

type Listed = Extract<Holdings[keyof Holdings], readonly object[]>[number];

/** Every field of anything held about a person. Who of the staff entered a consent is not opened for an export. */
type Field = Exclude<
  NameIn<
    Listed | Details | Pick<Holdings, "userId" | "email" | "createdAt" | "twoFactor" | "guardianAgreedAt">
  >,
  "enteredBy"
>;

/** What each field of an export means, in whatever part. */
export function meaningsIn({ export: texts }: Texts): Readonly<Record<Field, string>> {
  return texts.meanings;
}
