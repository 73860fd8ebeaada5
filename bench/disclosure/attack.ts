import { after, atStart, type Belief, likeliest } from "./belief.ts";
import { cellsOf, chance, poisson, victim } from "./people.ts";
import type { Role, Surfaces } from "./surfaces.ts";

/** Who tries to find out whether the visitor came. */
export interface Attacker {
  role: Role;
  /** Whether they open pages themselves, looking like the visitor. */
  takesPart: boolean;
}

const days = ["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05"];

/** The day on which the visitor may have come, and the part of it in which others came too. */
const [askedDay, window] = [days[3] ?? "", 1 / 24];

/** A part of a day that is looked at afterwards. */
interface Span {
  day: string;
  part: number;
  isAsked: boolean;
}

const spans: readonly Span[] = days.flatMap((day) =>
  day === askedDay
    ? [
        { day, part: (1 - window) / 2, isAsked: false },
        { day, part: window, isAsked: true },
        { day, part: (1 - window) / 2, isAsked: false },
      ]
    : [{ day, part: 1, isAsked: false }],
);

/**
 * Lets a site run for some days on which a visitor comes or does not, and guesses which from all that was shown.
 * @returns whether the guess was right
 */
export async function attack(
  surfaces: Surfaces,
  { role, takesPart }: Attacker,
  traffic: number,
  group: number,
  seed: number,
): Promise<boolean> {
  const random = chance(seed);
  const hasCome = random() < 0.5;
  const watch = new Watch(surfaces, role, traffic, group);
  await surfaces.begin();
  for (const [place, span] of spans.entries()) {
    if (takesPart && span.isAsked) await watch.takePart(span, random);
    const others = poisson(traffic * span.part, random);
    const came = Number(span.isAsked && hasCome);
    await surfaces.count(cellsOf(span.day, others, came, span.isAsked, random));
    const isEndOfDay = spans[place + 1]?.day !== span.day;
    await watch.pass(span, role === "staff" || isEndOfDay);
  }
  return (watch.guess() ?? random() < 0.5) === hasCome;
}

/** What an attacker has seen so far, under both suppositions. */
class Watch {
  readonly #surfaces: Surfaces;
  readonly #role: Role;
  readonly #group: number;
  readonly #without: Suspicion;
  readonly #within: Suspicion;
  #seen: ReadonlyMap<string, number> = new Map();
  #own = 0;
  #unseen: Span[] = [];

  constructor(surfaces: Surfaces, role: Role, traffic: number, group: number) {
    [this.#surfaces, this.#role, this.#group] = [surfaces, role, group];
    this.#without = new Suspicion(false, group, traffic, role);
    this.#within = new Suspicion(true, group, traffic, role);
  }

  /** Sends views until one more would fill a group. Staff see what became of each; elsewhere one try is all there is. */
  async takePart(span: Span, random: () => number): Promise<void> {
    const isLive = this.#role === "staff";
    for (let tries = isLive ? 2 * this.#group : 1; tries > 0; tries -= 1) {
      const missing = this.#without.missing();
      const sent = isLive ? Math.min(1, missing) : missing;
      if (sent === 0) return;
      await this.#surfaces.count(cellsOf(span.day, 0, sent, true, random));
      this.#own += sent;
      if (isLive) await this.pass({ ...span, part: 0, isAsked: false }, true);
    }
  }

  /** A part of a day is over; it is looked at where it is shown by then. */
  async pass(span: Span, isShown: boolean): Promise<void> {
    this.#unseen.push(span);
    if (!isShown) return;
    const now = await this.#surfaces.views(this.#role, days[0] ?? "", span.day, this.#group);
    for (const suspicion of [this.#without, this.#within])
      suspicion.see(this.#seen, now, this.#own, this.#unseen);
    [this.#seen, this.#unseen, this.#own] = [now, [], 0];
  }

  /** Whether the visitor came, as far as that is likelier; undefined where nothing tells. */
  guess(): boolean | undefined {
    const [without, within] = [this.#without.likelihood, this.#within.likelihood];
    return without === within ? undefined : within > without;
  }
}

/** What is believed of every trait, if the visitor came or if not. */
class Suspicion {
  readonly #supposed: boolean;
  readonly #traffic: number;
  readonly #traits: { name: string; share: number; isHour: boolean }[];
  readonly #beliefs: Map<string, Belief>;

  constructor(supposed: boolean, group: number, traffic: number, role: Role) {
    const page = victim.find(({ indicator }) => indicator === "page");
    this.#supposed = supposed;
    this.#traffic = traffic;
    this.#traits = [
      ...victim
        .filter(({ isPublic }) => role === "staff" || isPublic)
        .map(({ indicator, share }) => ({ name: indicator as string, share, isHour: false })),
      ...(role === "staff" ? [{ name: "hour", share: page?.share ?? 0, isHour: true }] : []),
    ];
    this.#beliefs = new Map(this.#traits.map(({ name }) => [name, atStart(group)]));
  }

  get likelihood(): number {
    return [...this.#beliefs.values()].reduce((sum, { likelihood }) => sum + likelihood, 0);
  }

  see(
    before: ReadonlyMap<string, number>,
    now: ReadonlyMap<string, number>,
    own: number,
    parts: readonly Span[],
  ): void {
    for (const { name, share, isHour } of this.#traits) {
      const belief = this.#beliefs.get(name);
      if (!belief) continue;
      const counted = parts.filter(({ isAsked }) => !isHour || isAsked);
      const expected = counted.reduce((sum, { part }) => sum + part, 0) * this.#traffic * share;
      const came = Number(this.#supposed && parts.some(({ isAsked }) => isAsked));
      const groups = ((now.get(name) ?? 0) - (before.get(name) ?? 0)) / belief.waiting.length;
      this.#beliefs.set(name, after(belief, expected, own + came, groups));
    }
  }

  /** How many views the rarest trait most likely lacks until one more fills its group. */
  missing(): number {
    const rarest = this.#traits.toSorted((one, other) => one.share - other.share)[0];
    const belief = rarest && this.#beliefs.get(rarest.name);
    if (!belief) return 0;
    const group = belief.waiting.length;
    return (2 * group - 1 - likeliest(belief)) % group;
  }
}
