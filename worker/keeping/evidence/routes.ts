import organization from "../../../content/organization.yaml";
import { policyInForce } from "../../policy/versions/in-force.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { Fault } from "../../web/fault.ts";
import { logFailure } from "../../web/log.ts";
import { legalName } from "../../web/names.ts";
import { bindingLanguage, type Language } from "../../web/organization.ts";
import { loadPage, show } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import type { Evidence } from "./evidence.ts";
import { type Kept, keptOf, keptPage } from "./kept.ts";
import { judgingAt, loadEvidence } from "./loading.ts";
import type { PromisedVersion } from "./promised.ts";

/** How every promise of the version in force is kept right now, for people and for programs. */
export const keptRoutes = router()
  .get(`/${lang}/policy/kept/`, async (c) => show(c, keptPage, await loadKept(c)))
  .get(`/${lang}/policy/kept.json`, async (c) => c.json(await loadKept(c)));

async function loadKept(c: AppContext): Promise<Kept> {
  const inForce = provided(c, policyInForce);
  const judging = judgingAt(c.env, inForce.commitments);
  const [promised, evidence] = await Promise.all([loadPromises(c, inForce), readEvidence(c.env, judging)]);
  return keptOf(promised, evidence, judging, legalName(organization), inForce);
}

/** In the language of the page, or in the one that binds where the version is not translated. */
async function loadPromises(
  c: AppContext,
  { date, languages }: Pick<PublishedVersion, "date" | "languages">,
): Promise<PromisedVersion> {
  const asked = c.req.param("lang") as Language;
  const language = languages[asked] ? asked : bindingLanguage(organization);
  const file = await loadPage(c, `/${language}/policy/${date}/promises.json`);
  if (!file.ok) throw new Fault(`the build has no promises of ${date}`);
  return file.json<PromisedVersion>();
}

/** Undefined when the database does not answer: the page then says so in red, beside what is promised. */
async function readEvidence(
  env: Env,
  judging: ReturnType<typeof judgingAt>,
): Promise<Evidence[] | undefined> {
  try {
    return await loadEvidence(env, judging);
  } catch (error) {
    logFailure("evidence: it was not read", {}, error);
    return undefined;
  }
}
