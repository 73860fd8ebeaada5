import organization from "../../../content/organization.yaml";
import { heldUnder } from "../../accounts/own/holdings.ts";
import type { RequestKind } from "../../submissions/data-request/form.ts";
import { extendedDueDay } from "../../submissions/data-request/law.ts";
import { type RequestStep, type Stage, stageOf } from "../../submissions/data-request/procedure.ts";
import { standingAmong } from "../../submissions/data-request/withdrawing.ts";
import { textsIn } from "../../texts/texts.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import type { AppContext } from "../../web/app.ts";
import type { Language } from "../../web/organization.ts";
import { languageOf } from "../../web/page.ts";
import { type Loaded, loadSubmission } from "../desk/loading.ts";
import type { Correctable } from "./forms.ts";
import { partsOf } from "./held.ts";
import type { RequestProcedure } from "./pages.ts";

/** A data request with its procedure and what is held about its sender. */
export interface LoadedRequest extends Loaded {
  procedure: RequestProcedure;
  /** Whose it is; empty where the request was erased. */
  index: string;
  userId: string;
}

/** A confirmed request, open or over, or the mark of an erased one. */
export async function loadRequest(c: AppContext): Promise<LoadedRequest | undefined> {
  const loaded = await loadSubmission(c);
  const item = loaded?.submission.item;
  if (!loaded || item?.form !== "data-request" || item.isQuarantined || item.state === "unconfirmed")
    return undefined;
  if (item.state === "erased") return { ...loaded, index: "", userId: "", procedure: nothingLeft };
  const { typed } = loaded.submission;
  const ring = await keyRing(c.env);
  const kind = typed.kind as RequestKind;
  const index = await emailIndex(ring, typed.email ?? "");
  const { steps } = loaded.context;
  const { account, held } = await heldUnder(c.env, index);
  const isStaff = account !== undefined && account.role !== "client";
  const extendable = mayExtendTo(item.confirmedAt, steps);
  return {
    ...loaded,
    index,
    userId: account?.userId ?? "",
    procedure: {
      kind,
      steps,
      stage: stageNow(kind, steps, {
        isOpen: item.status === "received",
        isWithdrawn: held.consents.some(
          ({ event, method, recordedAt }) =>
            event === "withdrawn" &&
            method === "data-request" &&
            recordedAt >= (item.confirmedAt ?? recordedAt),
        ),
      }),
      held: { parts: partsOf(account, held), isStaff, standing: standingAmong(held.consents) },
      correctable: correctableIn(account, held, languageOf(c)),
      usualGround: textsIn(languageOf(c)).staff.dataRequests.grounds[kind],
      ...(extendable === undefined ? {} : { extendable }),
    },
  };
}

/** Whoever confirmed by the mailed link is identified, unless staff want more: only what is left is a stage of its own. */
function stageNow(...about: Parameters<typeof stageOf>): Stage {
  const stage = stageOf(...about);
  return stage === "identify" || stage === "search" || stage === "decide" ? "act" : stage;
}

function mayExtendTo(confirmedAt: Date | undefined, steps: readonly RequestStep[]): string | undefined {
  if (!confirmedAt || steps.some(({ step }) => step === "extended")) return undefined;
  return extendedDueDay(confirmedAt, organization.requestLaws, organization.timeZone);
}

type Found = Awaited<ReturnType<typeof heldUnder>>;

/** The records in which a name, phone or address can be corrected. */
function correctableIn(
  account: Found["account"],
  { messages, orders, requests }: Found["held"],
  language: Language,
): Correctable[] {
  const { parts } = textsIn(language).staff.dataRequests;
  const named = (label: string, references: readonly { reference: string }[]) =>
    references.map(({ reference }) => ({ record: reference, label: `${label} ${reference}` }));
  return [
    ...(account ? [{ record: account.userId, label: `${parts.account} ${account.userId}` }] : []),
    ...named(parts.messages, messages),
    ...named(parts.orders, orders),
    ...named(parts.requests, requests),
  ];
}

const nothingLeft: RequestProcedure = {
  steps: [],
  stage: "over",
  held: { parts: [], isStaff: false, standing: [] },
  correctable: [],
  usualGround: "",
};
