import { disclosuresIn, selectDisclosuresAfter } from "../../accounts/disclosures/disclosures.ts";
import { selectSuspended, suspendedIn } from "../../accounts/suspension/suspensions.ts";
import { entriesAfter } from "../../audit/log.ts";
import { latestIssues } from "../../submissions/newsletter/issues.ts";
import { keyRing } from "../../vault/ring.ts";
import { selectUnsentAfter, unsentIn } from "../mail/unsent.ts";
import { staffIn } from "../members/members.ts";
import { namesIn, selectNames } from "../members/names.ts";
import { type ListExport, pageOf, rowsOnPage } from "./export.ts";

/** More accounts, issues and people than any desk has: lists that are one page. */
const maxShort = 10_000;

/** The register of disclosures, with everything that its pages show. */
export const disclosures: ListExport = {
  columns: [
    "reference",
    "kind",
    "state",
    "stateAt",
    "recipient",
    "basis",
    "paper",
    "reason",
    "records",
    "fields",
    "proposedBy",
    "proposedAt",
    "approvedBy",
    "handedOverOn",
    "reviewOn",
    "toldAt",
  ],
  page: async (env, after) => {
    const found = await selectDisclosuresAfter(env.DB, after, rowsOnPage).run();
    const ring = await keyRing(env);
    const { names } = await namesIn(await selectNames(env.DB).run(), ring);
    const rows = (await disclosuresIn(found, ring)).map((one) => ({
      reference: one.reference,
      kind: one.kind,
      state: one.state,
      stateAt: one.stateAt.toISOString(),
      recipient: one.recipient,
      basis: one.basis,
      paper: one.paper,
      reason: one.reason,
      records: one.records.join(" "),
      fields: one.fields.join(" "),
      proposedBy: names[one.proposedBy] ?? one.proposedBy,
      proposedAt: one.proposedAt.toISOString(),
      approvedBy: names[one.approvedBy ?? ""] ?? one.approvedBy ?? "",
      handedOverOn: one.handedOverOn ?? "",
      reviewOn: one.reviewOn ?? "",
      toldAt: one.toldAt?.toISOString() ?? "",
    }));
    return pageOf(rows, rows.at(-1)?.reference);
  },
};

/** Mail that has not left, without recipients and words, as its list shows it. */
export const mail: ListExport = {
  columns: ["id", "state", "since", "queuedAt", "about", "subject", "attempts", "nextAt", "reason"],
  page: async (env, after) => {
    const found = await selectUnsentAfter(env.DB, after, rowsOnPage).run();
    const unsent = await unsentIn(found, await keyRing(env));
    const rows = unsent.map(
      ({ id, state, since, queuedAt, about, kind, subject, attempts, nextAt, reason }) => ({
        id,
        state,
        since: since.toISOString(),
        queuedAt: queuedAt.toISOString(),
        about: about?.reference ?? kind ?? "",
        subject,
        attempts,
        nextAt: nextAt?.toISOString() ?? "",
        reason: reason ?? "",
      }),
    );
    const last = unsent.at(-1);
    return pageOf(rows, last && `${last.state} ${last.since.toISOString()} ${last.id}`);
  },
};

/** The audit log, with who each entry is by. */
export const audit: ListExport = {
  columns: ["sequence", "at", "actor", "name", "action", "subject", "previous", "hash"],
  page: async (env, after) => {
    const entries = await entriesAfter(env.DB, Number(after), rowsOnPage);
    const { names } = await namesIn(await selectNames(env.DB).run(), await keyRing(env));
    const rows = entries.map(({ sequence, at, actor, action, subject, previous, hash }) => ({
      sequence,
      at,
      actor,
      name: names[actor] ?? "",
      action,
      subject,
      previous,
      hash,
    }));
    return pageOf(rows, entries.at(-1)?.sequence.toString());
  },
};

/** Everybody with a role. */
export const people: ListExport = {
  columns: ["id", "name", "email", "role", "twoFactor", "usedOn"],
  page: async (env) => ({
    rows: (await staffIn(env.DB, await keyRing(env))).map(({ usedOn = "", twoFactor, ...one }) => ({
      ...one,
      twoFactor: twoFactor ? "yes" : "no",
      usedOn,
    })),
  }),
};

/** Accounts that are suspended. Clients themselves are no list: they are found one by one. */
export const clients: ListExport = {
  columns: ["userId", "suspendedAt", "reviewOn"],
  page: async (env) => ({
    rows: suspendedIn(await selectSuspended(env.DB, maxShort).run()).map((one) => ({
      ...one,
      suspendedAt: one.suspendedAt.toISOString(),
    })),
  }),
};

/** Issues of the newsletter. Addresses of readers stay here: whoever leaves must be gone from every list of them. */
export const newsletter: ListExport = {
  columns: ["id", "language", "subject", "text", "createdAt", "readers", "waiting", "failed"],
  page: async (env) => ({
    rows: (await latestIssues(env.DB, maxShort)).map(
      ({ id, language, subject, paragraphs, createdAt, readers, waiting, failed }) => ({
        id,
        language,
        subject,
        text: paragraphs.join("\n\n"),
        createdAt: createdAt.toISOString(),
        readers,
        waiting,
        failed,
      }),
    ),
  }),
};
