/** What a figure may be, by its name. The first that fits counts. */
interface Budget {
  of: RegExp;
  max?: number;
  min?: number;
}

const budgets: readonly Budget[] = [
  // Pages.
  { of: /^CPU of (?!contact form).+, static asset = 1$/, max: 1 },
  { of: /^LCP of (?!a bare page)/, max: 450 },
  { of: /^shift of /, max: 0.02 },
  { of: /^answers before .+ is drawn$/, max: 1 },
  // Visits.
  { of: /^CPU of a counted view, trivial = 1$/, max: 1.5 },
  { of: /^p50 that counting adds to it$/, max: 5 },
  { of: /^rows written a view at 500 views a second/, max: 0.02 },
  { of: /^rows written a view at one a minute/, max: 4 },
  { of: /^storage after 1,000,000 views/, max: 3 },
  { of: /^dashboard of 12 months: round trips to D1$/, max: 3 },
  { of: /^dashboard of 12 months after 1,000,000 views$/, max: 50 },
  { of: /^the same for one page, with its hours$/, max: 50 },
  { of: /^lines of a server log read$/, min: 70_000 },
  // Forms.
  { of: /, a trivial POST \(one row committed\) = 1$/, max: 3 },
  { of: /^D1 round trips until a submission is answered$/, max: 2 },
  // Accounts.
  { of: /^account: the same among .+ consents of others$/, max: 50 },
  // The Worker.
  { of: /^Worker, compressed$/, max: 450 },
  { of: /^Worker, CPU to start$/, max: 50 },
  // Minutes without a pause.
  { of: /^steady, policy, counted: p99, p50 = 1$/, max: 10 },
  { of: /^steady, policy, counted: memory at the end$/, max: 2_000 },
  // The desk, at 100,000 messages.
  { of: /^desk: .+: rows read$/, max: 6_000 },
  { of: /^desk: /, max: 50 },
  { of: /^memory of the desk/, max: 1.2 },
  // Versions.
  { of: /^build of 100 versions/, max: 60 },
  { of: /^files added by 90 more versions/, max: 10, min: 10 },
  { of: /^time of 100 versions/, max: 5 },
  { of: /^policy check of 100 versions/, max: 3 },
  // The log, at 100,000 entries.
  { of: /^log of .+: database time to add 100$/, max: 20 },
  { of: /^log of .+: verify all of it/, max: 5 },
  // Rooms.
  { of: /: rooms in a circle$/, max: 0 },
];

/** What a figure may be; nothing when it has no budget. */
export function budgetOf(name: string): Omit<Budget, "of"> {
  const { of: _, ...budget } = budgets.find(({ of }) => of.test(name)) ?? { of: /$/ };
  return budget;
}

/** Budgets that none of these figures has: a figure has another name, or is gone. */
export function idleBudgets(names: readonly string[]): string[] {
  return budgets.filter(({ of }) => !names.some((name) => of.test(name))).map(({ of }) => String(of));
}
