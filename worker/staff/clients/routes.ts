import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { selectSuspended, suspendedIn } from "../../accounts/suspension/suspensions.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { show, showProblem } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { plainForm } from "../desk/forms.ts";
import type { RefusedForm } from "../desk/item.ts";
import { recordOpening, statusOf } from "../desk/showing.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { type FoundClient, findClients, recordSearch } from "./finding.ts";
import { findForm, suspendForm } from "./forms.ts";
import { type LoadedClient, loadClient } from "./loading.ts";
import { clientPage, clientsPage } from "./pages.ts";
import { suspend, unsuspend } from "./suspending.ts";

const list = "/staff/clients/";

const path = `${list}:number/` as const;

/** How many suspended accounts the page lists. */
const maxSuspended = 100;

/** Clients: found by their whole address or number, opened with an entry of the audit log, suspended and let in again. */
export const clientDesk = router()
  .get(list, (c) => showClients(c))
  .post(list, (c) =>
    takeStaffForm(c, {
      form: findForm,
      page: list,
      position: undefined,
      act: async ({ q }) => {
        const found = await findClients(c.env, q);
        const [only] = found;
        // Opening the only one is the entry. It stays unwritten by no way that shows the client.
        const loaded = only && found.length === 1 ? await loadClient(c, only.number) : undefined;
        if (loaded) return open(c, loaded);
        await recordSearch(c.env, found, { actor: signedInOf(c).userId, at: now(c.env) });
        return showClients(c, { found, searched: q });
      },
      done: "found",
      showAgain: (refused) => showClients(c, { refused }),
    }),
  )
  .get(path, (c) => withClient(c, (loaded) => open(c, loaded)))
  .post(`${path}suspend/`, (c) =>
    withClient(c, async (loaded) => {
      const { account, email, restrictedSince } = loaded.client;
      if (!account || account.isStaff || restrictedSince || email === "") return showProblem(c, 404);
      return takeStaffForm(c, {
        ...formOf(c, loaded),
        form: suspendForm(loaded.client.today),
        act: (decided) => suspend(c, loaded, decided),
        done: "suspended",
      });
    }),
  )
  .post(`${path}unsuspend/`, (c) =>
    withClient(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: plainForm,
        act: () => unsuspend(c, loaded),
        done: "unsuspended",
      }),
    ),
  );

function formOf(c: AppContext, loaded: LoadedClient) {
  return {
    page: `${list}${loaded.client.number}/`,
    position: undefined,
    showAgain: (refused: RefusedForm) => open(c, loaded, refused),
  };
}

async function withClient(
  c: AppContext,
  act: (loaded: LoadedClient) => Promise<Response>,
): Promise<Response> {
  const loaded = await loadClient(c);
  return loaded ? act(loaded) : showProblem(c, 404);
}

/** Shows a client. Records who reads it first. */
async function open(c: AppContext, { client, tip }: LoadedClient, refused?: RefusedForm): Promise<Response> {
  await recordOpening(c, client.account?.userId ?? client.number, tip);
  return show(
    c,
    clientPage,
    { ...client, done: doneJustNow(c), refused },
    { ...statusOf(refused), params: { number: client.number } },
  );
}

async function showClients(
  c: AppContext,
  more: { found?: readonly FoundClient[]; searched?: string; refused?: RefusedForm } = {},
): Promise<Response> {
  const suspended = suspendedIn(await selectSuspended(c.env.DB, maxSuspended).run());
  const today = dayOf(now(c.env), organization.timeZone);
  return show(c, clientsPage, { suspended, today, done: doneJustNow(c), ...more }, statusOf(more.refused));
}
