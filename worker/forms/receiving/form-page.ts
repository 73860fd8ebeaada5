import { type AppContext, lang } from "../../web/app.ts";
import { type Showing, show } from "../../web/page.ts";
import { type Router, router } from "../../web/router.ts";
import type { ShownPage } from "../../web/shown-page.ts";
import type { FormPage, ShownForm } from "../form/shown.ts";
import { emptyForm } from "./again.ts";
import { type Receiving, receiveForm } from "./receiving.ts";

/** A form with its own page. */
export interface PageOfForm<Answers, Proof, Besides>
  extends Omit<Receiving<Answers, Proof, Besides>, "again"> {
  page: ShownPage<FormPage<Besides>>;
  /** The path below the language, where it has parameters that the form does not know. */
  path?: string | undefined;
}

/** For a page that shows its form and nothing else. */
export const nothing = async (): Promise<undefined> => undefined;

/** The page of a form (GET) and what it sends (POST). */
export function formPage<Answers, Proof, Besides>(of: PageOfForm<Answers, Proof, Besides>): Router {
  const path = `/${lang}/${of.path ?? of.form.path}`;
  const again = (c: AppContext, besides: Besides, filled: ShownForm, showing: Showing) =>
    show(c, of.page, { filled, besides }, showing);
  return router()
    .get(path, async (c) => {
      const loaded = await of.load(c);
      return loaded instanceof Response ? loaded : again(c, loaded, await emptyForm(c, of.form), {});
    })
    .post(path, (c) => receiveForm(c, { ...of, again }));
}
