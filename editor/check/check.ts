import { type Diagnostic, inOrder } from "../diagnostic.ts";
import { openSources } from "../versions/tree.ts";
import { checkBody } from "./body.ts";
import type { Checked } from "./checked.ts";
import { checkClauses } from "./clauses.ts";
import { checkHistory } from "./history.ts";
import { checkKinds } from "./kinds.ts";
import { checkLanguages } from "./languages.ts";
import { checkLinks } from "./links.ts";
import { checkLocked } from "./locked.ts";
import { checkNotice } from "./notice.ts";
import { checkPartners } from "./partners.ts";
import { checkPromises } from "./promises.ts";
import { checkSecurityText } from "./security-text.ts";

/** Everything that is wrong with the policy and what belongs to it, in the order of its files. */
export async function check(checked: Checked): Promise<Diagnostic[]> {
  const { tree } = checked;
  const drafts = tree.versions.flatMap(openSources);
  return inOrder([
    ...tree.problems,
    ...tree.versions.flatMap(({ sources }) => sources.flatMap(({ problems }) => problems)),
    ...(await checkLocked(checked)),
    ...checkNotice(checked),
    ...checkLanguages(checked),
    ...checkHistory(checked),
    ...checkKinds(checked),
    ...drafts.flatMap((source) => [...checkClauses(source), ...checkBody(source)]),
    ...(await checkPromises(checked)),
    ...checkLinks(checked),
    ...checkPartners(checked),
    ...checkSecurityText(checked),
  ]);
}
