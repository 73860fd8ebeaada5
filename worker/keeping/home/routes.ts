import { policyInForce } from "../../policy/versions/in-force.ts";
import { showWithStates } from "../../policy/versions/states.ts";
import { locales } from "../../texts/compiled/languages.ts";
import { numberIn } from "../../texts/format.ts";
import { textsIn } from "../../texts/texts.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { logFailure } from "../../web/log.ts";
import type { Language } from "../../web/organization.ts";
import { provided } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import { judgingAt } from "../evidence/loading.ts";
import { loadHomeFigures } from "./figures.ts";
import { factsOf, type HomeFact, type HomeFigures } from "./home.ts";

/** The home page: built once, with the figures of this month put in. */
export const homeRoutes = router().get(`/${lang}/`, async (c) =>
  showWithStates(c, { figures: await readFacts(c) }),
);

/** How long this isolate shows the figures that it has read: as long as a browser may keep the page. */
const maxAgeMs = 60_000;

let known: { figures: HomeFigures; readAt: number; version: number } | undefined;

async function readFigures(c: AppContext): Promise<HomeFigures> {
  const { commitments, sequence } = provided(c, policyInForce);
  const age = now(c.env).getTime() - (known?.readAt ?? 0);
  if (known?.version === sequence && age >= 0 && age < maxAgeMs) return known.figures;
  const judging = judgingAt(c.env, commitments);
  const figures = await loadHomeFigures(c.env.DB, judging);
  known = { figures, readAt: judging.at.getTime(), version: sequence };
  return figures;
}

/** No facts when the database does not answer: the page is whole without. */
async function readFacts(c: AppContext): Promise<Partial<Record<HomeFact, string>>> {
  const language = c.req.param("lang") as Language;
  try {
    const figures = await readFigures(c);
    const few = textsIn(language).home.facts.few({ smallest: figures.smallestGroup });
    return factsOf(figures, few, numberIn(locales[language], {}));
  } catch (error) {
    logFailure("home: the figures were not read", {}, error);
    return {};
  }
}
