import organization from "../../../content/organization.yaml";
import { mayApprove } from "../../accounts/disclosures/disclosure.ts";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { referenceFrom } from "../../forms/form/reference.ts";
import { moveReview, releaseHold, setSilence } from "../../lifetimes/holds.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { show, showProblem } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import type { RefusedForm } from "../desk/item.ts";
import { pageAsked, pageIn } from "../desk/paging.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { holdForm, refuseForm, stepForm, withholdForm } from "./forms.ts";
import { handOver, tellNow } from "./handing-over.ts";
import {
  countIn,
  disclosureFilters,
  disclosuresOnPage,
  itemsIn,
  placeIn,
  selectCount,
  selectItems,
} from "./listing.ts";
import { type LoadedDisclosure, loadDisclosure, openDisclosure } from "./loading.ts";
import { disclosuresPage, proposePage } from "./pages.ts";
import { takeProposal } from "./proposing.ts";
import { wrongDay } from "./reviewing.ts";
import { changeHold, takeStep } from "./steps.ts";

const list = "/staff/disclosures/";

const path = `${list}:reference/` as const;

/** The register of disclosures: proposing, approving, handing over, telling the client, and holds. */
export const disclosureDesk = router()
  .get(list, showList)
  .get(`${list}propose/`, (c) => {
    const reference = referenceFrom("R", crypto.getRandomValues(new Uint8Array(12)));
    return show(c, proposePage, {
      reference,
      values: { tell: "tell", records: c.req.query("record") ?? "" },
    });
  })
  .post(`${list}propose/`, takeProposal)
  .get(path, (c) => withDisclosure(c, (loaded) => openDisclosure(c, loaded)))
  .post(`${path}approve/`, (c) =>
    withDisclosure(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: stepForm,
        act: async () =>
          mayApprove(loaded.disclosure, signedInOf(c).userId) &&
          takeStep(c, loaded, "disclosure-approved", { step: "approved" }),
        done: "disclosure-approved",
      }),
    ),
  )
  .post(`${path}refuse/`, (c) =>
    withDisclosure(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: refuseForm,
        act: ({ note }) => {
          const isOwn = loaded.disclosure.proposedBy === signedInOf(c).userId;
          return takeStep(c, loaded, "disclosure-refused", { step: isOwn ? "withdrawn" : "refused", note });
        },
        done: "disclosure-refused",
      }),
    ),
  )
  .post(`${path}export/`, (c) => withDisclosure(c, (loaded) => handOver(c, loaded)))
  .post(`${path}withhold/`, (c) =>
    withDisclosure(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: withholdForm,
        act: async ({ silence, reviewOn }) =>
          wrongDay(c, "reviewOn", reviewOn) ??
          takeStep(c, loaded, "disclosure-withheld", { step: "withheld", note: silence, day: reviewOn }, [
            setSilence(c.env.DB, loaded.disclosure.reference, true),
          ]),
        done: "disclosure-withheld",
      }),
    ),
  )
  .post(`${path}tell/`, (c) =>
    withDisclosure(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: stepForm,
        act: () => tellNow(c, loaded),
        done: "disclosure-told",
      }),
    ),
  )
  .post(`${path}hold/review/`, (c) =>
    withDisclosure(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: holdForm,
        act: async ({ holdReviewOn }) =>
          wrongDay(c, "holdReviewOn", holdReviewOn) ??
          changeHold(
            c,
            loaded,
            "hold-reviewed",
            moveReview(c.env.DB, loaded.disclosure.reference, holdReviewOn),
          ),
        done: "hold-reviewed",
      }),
    ),
  )
  .post(`${path}hold/release/`, (c) =>
    withDisclosure(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: stepForm,
        act: () => {
          const { reference } = loaded.disclosure;
          const released = releaseHold(c.env.DB, reference, signedInOf(c).userId, now(c.env));
          return changeHold(c, loaded, "hold-released", released);
        },
        done: "hold-released",
      }),
    ),
  );

async function showList(c: AppContext): Promise<Response> {
  const filter = disclosureFilters.find((name) => name === c.req.query("show")) ?? "open";
  const page = pageAsked(c.req.query());
  const db = c.env.DB;
  const [found, count] = await db.batch([selectItems(db, filter, page), selectCount(db, filter)]);
  const { items, ...beside } = pageIn(itemsIn(found), disclosuresOnPage, page, (one) => placeIn(filter, one));
  return show(c, disclosuresPage, {
    items,
    total: countIn(count),
    show: filter,
    beside,
    today: dayOf(now(c.env), organization.timeZone),
    done: doneJustNow(c),
  });
}

async function withDisclosure(
  c: AppContext,
  act: (loaded: LoadedDisclosure) => Promise<Response>,
): Promise<Response> {
  const loaded = await loadDisclosure(c);
  return loaded ? act(loaded) : showProblem(c, 404);
}

function formOf(c: AppContext, loaded: LoadedDisclosure) {
  return {
    page: `${list}${loaded.disclosure.reference}/`,
    position: loaded.events.length + 1,
    showAgain: (refused: RefusedForm) => openDisclosure(c, loaded, refused),
  };
}
