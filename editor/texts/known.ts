import { type MessageFormatElement, type SelectElement, TYPE } from "@formatjs/icu-messageformat-parser";

/** What every text knows without being told: who publishes it decides that, not who asks for the page. */
export interface Known {
  /** What the organization may leave out, and whether it does: `{orders, select, offered {…} other {…}}`. */
  offers: Readonly<Record<string, boolean>>;
  /** What hints name as an example, by the name of the argument: `{examplePhone}`. */
  examples: Readonly<Record<string, string>>;
}

/** Whether a part asks for nothing that code would have to pass. */
export function isKnown(part: MessageFormatElement, { offers, examples }: Known): boolean {
  if (part.type === TYPE.select) return Object.hasOwn(offers, part.value);
  return part.type === TYPE.argument && Object.hasOwn(examples, part.value);
}

/** What is wrong with a choice that the organization decides. */
export function problemWith({ value, options }: SelectElement): string | undefined {
  const given = Object.keys(options).sort().join(", ");
  return given === "offered, other"
    ? undefined
    : `{${value}, select} has ${given}: write {${value}, select, offered {…} other {…}}.`;
}

/** A message with everything put in its place that is known already. */
export function settled(parts: readonly MessageFormatElement[], known: Known): MessageFormatElement[] {
  const merged: MessageFormatElement[] = [];
  for (const part of parts.flatMap((one) => settledPart(one, known))) {
    const last = merged.at(-1);
    if (part.type === TYPE.literal && last?.type === TYPE.literal)
      merged[merged.length - 1] = { ...last, value: last.value + part.value };
    else merged.push(part);
  }
  return merged;
}

function settledPart(part: MessageFormatElement, known: Known): MessageFormatElement[] {
  if (part.type === TYPE.tag) return [{ ...part, children: settled(part.children, known) }];
  if (part.type === TYPE.argument && isKnown(part, known))
    return [{ type: TYPE.literal, value: known.examples[part.value] ?? "" }];
  if (part.type !== TYPE.select && part.type !== TYPE.plural) return [part];
  if (isKnown(part, known)) {
    const branch = part.options[known.offers[part.value] ? "offered" : "other"] ?? part.options.other;
    return settled(branch?.value ?? [], known);
  }
  const options = Object.fromEntries(
    Object.entries(part.options).map(([name, option]) => [
      name,
      { ...option, value: settled(option.value, known) },
    ]),
  );
  return [{ ...part, options } as MessageFormatElement];
}
