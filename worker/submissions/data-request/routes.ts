import type { LinkAction } from "../../forms/confirm-links/action.ts";
import { confirmAddress, expiryOf } from "../../forms/confirm-links/link.ts";
import { insertLink } from "../../forms/confirm-links/links.ts";
import { type Acceptance, publicForm } from "../../forms/intake/routes.ts";
import { deleteSubmissions } from "../../forms/intake/submissions.ts";
import { deleteMailAboutEach } from "../../mail/ended.ts";
import { newToken } from "../../vault/locking.ts";
import { keyRing } from "../../vault/ring.ts";
import { hashOf } from "../../web/sha256.ts";
import { deleteStatuses } from "../status/changes.ts";
import { type DataRequest, requestForm, requestPage } from "./form.ts";
import { mailsAbout, mailToConfirm } from "./letters.ts";
import { confirmRequest, deleteRequests, findRequest, insertRequest, unconfirmedAmong } from "./requests.ts";
import { withdrawalAskedIn } from "./withdrawing.ts";

/** What the mailed link of a data request does. */
export const requestLinks: LinkAction = {
  async confirm(env, reference, context, at) {
    const ring = await keyRing(env);
    const request = await findRequest(env.DB, ring, reference);
    if (!request) return undefined;
    const confirmed = confirmRequest(env.DB, reference, at);
    const withdrawal = await withdrawalAskedIn(env, reference, request, at);
    return withdrawal
      ? { statements: [confirmed, ...withdrawal], mails: [] }
      : { statements: [confirmed], mails: mailsAbout(request, at, context) };
  },
  async remind(env, reference, address, context) {
    const request = await findRequest(env.DB, await keyRing(env), reference);
    return request && mailToConfirm(`${reference}/confirm`, request, address, context);
  },
  async written(env, reference) {
    const request = await findRequest(env.DB, await keyRing(env), reference);
    return request && { form: requestForm, values: { ...request } };
  },
  async abandon({ DB: db }, references) {
    const unconfirmed = await unconfirmedAmong(db, references);
    return [
      deleteRequests(db, unconfirmed),
      deleteSubmissions(db, "data-request", unconfirmed),
      deleteStatuses(db, unconfirmed),
      deleteMailAboutEach(db, unconfirmed),
    ];
  },
};

export const requestAcceptance: Acceptance<DataRequest> = {
  form: requestForm,
  page: requestPage,
  letter: "D",
  async take(env, ring, { record, reference, receivedAt, context }) {
    const { language, origin } = context;
    const token = newToken();
    const address = confirmAddress(origin, language, token);
    const tokenHash = await hashOf(token);
    const expiresAt = expiryOf(receivedAt);
    return {
      statements: [
        await insertRequest(env.DB, ring, reference, record, language, receivedAt),
        insertLink(env.DB, { tokenHash, purpose: "data-request", subject: reference, expiresAt }),
      ],
      mails: [mailToConfirm(`${reference}/confirm`, record, address, context)],
    };
  },
};

export const requestRoutes = publicForm(requestAcceptance);
