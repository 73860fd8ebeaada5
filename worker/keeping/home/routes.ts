import { Hono } from "hono";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { showWithStates } from "../../policy/versions/states.ts";
import { locales } from "../../texts/compiled/languages.ts";
import { numberIn } from "../../texts/format.ts";
import { textsIn } from "../../texts/texts.ts";
import { type AppContext, type AppEnv, lang } from "../../web/app.ts";
import { logFailure } from "../../web/log.ts";
import type { Language } from "../../web/organization.ts";
import { provided } from "../../web/provided.ts";
import { judgingAt } from "../evidence/loading.ts";
import { loadHomeFigures } from "./figures.ts";
import { factsOf, type HomeFact } from "./home.ts";

/** The home page: built once, with the figures of this month put in. */
export const homeRoutes = new Hono<AppEnv>().get(`/${lang}/`, async (c) =>
  showWithStates(c, { figures: await readFacts(c) }),
);

/** No facts when the database does not answer: the page is whole without. */
async function readFacts(c: AppContext): Promise<Partial<Record<HomeFact, string>>> {
  const language = c.req.param("lang") as Language;
  const { commitments } = provided(c, policyInForce);
  try {
    const figures = await loadHomeFigures(c.env.DB, judgingAt(c.env, commitments));
    const few = textsIn(language).home.facts.few({ smallest: figures.smallestGroup });
    return factsOf(figures, few, numberIn(locales[language], {}));
  } catch (error) {
    logFailure("home: the figures were not read", {}, error);
    return {};
  }
}
