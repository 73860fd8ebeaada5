import { z } from "zod";
import { Commitments } from "../../policy/commitments/commitments.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { page } from "../../web/shown-page.ts";
import { Evidence } from "./evidence.ts";
import type { Judging } from "./judging.ts";
import { Promised, PromisedVersion } from "./promised.ts";

/** Which fields `kept.json` has. Raise it when they change (docs/kept-json.md). */
export const keptSchema = "kept-evidence-1";

/**
 * How a promise stands: `kept` and `failing` by what jobs left behind, `unread` when that could not be read, `tested`
 * where only tests prove it, `by-hand` where people keep it, `statement` where nothing does.
 */
const PromiseState = z.enum(["kept", "failing", "unread", "tested", "by-hand", "statement"]);

export type PromiseState = z.infer<typeof PromiseState>;

const KeptPromise = Promised.extend({ state: PromiseState });

export type KeptPromise = z.infer<typeof KeptPromise>;

const KeptClause = PromisedVersion.shape.clauses.element.extend({ promises: z.array(KeptPromise) });

export type KeptClause = z.infer<typeof KeptClause>;

const Days = z.strictObject({ from: z.string(), to: z.string() });

/** What the kept page shows and `kept.json` says. */
export const Kept = z.strictObject({
  schema: z.literal(keptSchema),
  organization: z.string(),
  policy: PromisedVersion.omit({ clauses: true }).extend({
    inForceSince: z.iso.datetime(),
    /** The values that the software obeys now. */
    commitments: Commitments,
  }),
  /** To the minute. */
  asOf: z.iso.datetime(),
  /** Whether the evidence could be read. If not, there is none here, and no promise counts as kept. */
  isRead: z.boolean(),
  smallestGroup: z.int(),
  /** The periods that counts stand for. `thisMonth` ends before it begins on the first day of a month. */
  thisMonth: Days,
  monthBefore: Days,
  /** Statements are not among them. */
  promises: z.strictObject({
    all: z.int(),
    kept: z.int(),
    failing: z.int(),
    unread: z.int(),
    tested: z.int(),
    byHand: z.int(),
  }),
  clauses: z.array(KeptClause),
  evidence: z.array(Evidence),
});

export type Kept = z.infer<typeof Kept>;

export const keptPage = page<Kept>("/[lang]/policy/kept/");

/** Puts promises and evidence together. Without evidence no promise that needs some counts as kept. */
export function keptOf(
  promised: PromisedVersion,
  evidence: readonly Evidence[] | undefined,
  { at, thisMonth, monthBefore, smallestGroup }: Judging,
  name: string,
  inForce: Pick<PublishedVersion, "effectiveAt" | "commitments">,
): Kept {
  const { clauses, ...policy } = promised;
  const failing = evidence && new Set(evidence.filter(({ state }) => state === "fails").map(({ id }) => id));
  const judged = clauses.map((clause) => ({
    ...clause,
    promises: clause.promises.map((promise) => ({ ...promise, state: stateOf(promise, failing) })),
  }));
  const states = judged.flatMap(({ promises }) => promises.map(({ state }) => state));
  const count = (state: PromiseState) => states.filter((one) => one === state).length;
  return {
    schema: keptSchema,
    organization: name,
    policy: { ...policy, inForceSince: inForce.effectiveAt, commitments: inForce.commitments },
    asOf: `${at.toISOString().slice(0, 16)}:00.000Z`,
    isRead: evidence !== undefined,
    smallestGroup,
    thisMonth,
    monthBefore,
    promises: {
      all: states.length - count("statement"),
      kept: count("kept"),
      failing: count("failing"),
      unread: count("unread"),
      tested: count("tested"),
      byHand: count("by-hand"),
    },
    clauses: judged,
    evidence: [...(evidence ?? [])],
  };
}

function stateOf(promise: Promised, failing: ReadonlySet<string> | undefined): PromiseState {
  if (promise.statement !== undefined) return "statement";
  if (promise.evidence.length === 0) return promise.byHand === undefined ? "tested" : "by-hand";
  if (!failing) return "unread";
  return promise.evidence.some((id) => failing.has(id)) ? "failing" : "kept";
}
