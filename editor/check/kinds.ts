import { isDeepStrictEqual } from "node:util";
import type { Commitments } from "../../worker/policy/commitments/commitments.ts";
import { amountOf } from "../../worker/policy/compare/amount.ts";
import { compareVersions } from "../../worker/policy/compare/comparison.ts";
import type { PublishedVersion } from "../../worker/policy/versions/version.ts";
import { type Diagnostic, problem } from "../diagnostic.ts";
import { clauseTexts } from "../versions/clause-texts.ts";
import type { Source } from "../versions/source.ts";
import { standingBefore, type Version } from "../versions/tree.ts";
import { checkBody } from "./body.ts";
import type { Checked } from "./checked.ts";

/** More words than this are no slip of the pen. A word that replaces another counts twice. */
export const maxCorrectedWords = 20;

const rank = { first: 0, correction: 1, clarification: 2, material: 3 } as const;

/** A draft is no smaller a change than what it does: nobody changes a period and calls it a correction. */
export function checkKinds({ tree, publishing }: Checked): Diagnostic[] {
  const [oldest] = tree.versions;
  return tree.versions.flatMap((version) => {
    if (version.locked) return [];
    const before = standingBefore(version.date, tree);
    const precedes = publishing === version.date ? tree.lock.length > 0 : version !== oldest;
    return version.sources.flatMap((source) => checkSource(source, version, before, precedes));
  });
}

function checkSource(
  source: Source,
  version: Version,
  before: Version | undefined,
  isLater: boolean,
): Diagnostic[] {
  const { file, frontMatter, placeOf } = source;
  if (!frontMatter) return [];
  const at = (message: string) => [problem(file, placeOf("kind"), "kind", message)];
  const { kind } = frontMatter;
  if (!isLater && kind !== "first") return at(`nothing precedes this version: write kind: first`);
  if (isLater && kind === "first")
    return at("another version precedes this one: write material, clarification or correction");
  if (!before?.locked || kind === "material" || kind === "first") return [];
  const material = whyMaterial(frontMatter.commitments, version, before.locked);
  if (material) return at(`this is a material change: ${material}. Write kind: material, or undo that`);
  const clarifying = whyNoCorrection(source, before);
  if (!clarifying || rank[kind] >= rank.clarification) return [];
  return at(`this is no correction: ${clarifying}. Write kind: clarification (or material), or undo that`);
}

/** What binds otherwise than before: a commitment, or a promise that is gone. */
function whyMaterial(
  commitments: Commitments,
  { promises }: Version,
  before: PublishedVersion,
): string | undefined {
  const changed = changedCommitments(before.commitments, commitments);
  if (changed.length > 0) return changed.join(", ");
  if (!promises.data) return undefined;
  const made = new Set(Object.values(promises.data).flatMap((clause) => clause.promises.map(({ id }) => id)));
  const [locked] = Object.values(before.languages);
  const gone = Object.values(locked?.promises ?? {})
    .flatMap((clause) => Object.keys(clause))
    .filter((id) => !made.has(id));
  return gone.length > 0
    ? `${before.date} promised ${gone.join(", ")}, and this version does not`
    : undefined;
}

function whyNoCorrection(source: Source, before: Version): string | undefined {
  const previous = before.sources.find(({ language }) => language === source.language);
  if (!previous || checkBody(source).length > 0) return undefined;
  const [old, young] = [clauseTexts(previous), clauseTexts(source)];
  if (!old || !young) return undefined;
  const ids = (clauses: readonly { id: string }[]) => clauses.map(({ id }) => id);
  if (!isDeepStrictEqual(ids(old), ids(young))) return "its clauses are not the same, in the same order";
  const { words, paragraphs } = amountOf(compareVersions(old, young, source.language));
  if (paragraphs > 0) return `whole paragraphs went or came (${paragraphs})`;
  if (words > maxCorrectedWords)
    return `${words} words went or came, and a correction changes ${maxCorrectedWords} at most`;
  return undefined;
}

/** “retention.order goes from P5Y to P1Y”, for each commitment that differs. */
function changedCommitments(before: unknown, after: object, path = ""): string[] {
  return Object.entries(after).flatMap(([name, value]) => {
    const old = (before as Record<string, unknown> | undefined)?.[name];
    if (isDeepStrictEqual(old, value)) return [];
    if (typeof value === "object" && !Array.isArray(value))
      return changedCommitments(old, value, `${path}${name}.`);
    return [`${path}${name} goes from ${String(old)} to ${String(value)}`];
  });
}
