import { readFileSync } from "node:fs";
import { type Document, parseDocument } from "yaml";
import type { Said } from "../../worker/policy/promises/promises.ts";
import { Refusal } from "../refusal.ts";
import { parsedClauses } from "../versions/clauses.ts";
import type { Version } from "../versions/tree.ts";
import { writeWhole } from "../versions/write.ts";
import { wordsHashes } from "./confirming.ts";

/** Gives every clause that says nothing yet the same statement, in one language or more. */
export function stateForAll(version: Version, statement: Said): void {
  edit(version, (document) => {
    for (const { id } of version.sources.slice(0, 1).flatMap(parsedClauses)) {
      const entry = version.promises.data?.[id];
      if (entry && (entry.promises.length > 0 || entry.statement)) continue;
      document.setIn([id], document.createNode({ statement }));
    }
  });
}

/**
 * Writes beside each clause the hash of its words.
 * @param named clauses; all with a promise or a statement if none are named
 */
export async function confirmFor(version: Version, named: readonly string[] | undefined): Promise<void> {
  const hashes = await wordsHashes(version);
  const promised = version.promises.data ?? {};
  const unknown = (named ?? []).filter((id) => !hashes.has(id) || !promised[id]);
  if (unknown.length > 0) {
    throw new Refusal(
      `${unknown.join(", ")} has no words or no entry in ${version.promises.file}: nothing was confirmed.`,
    );
  }
  edit(version, (document) => {
    for (const [id, { promises, statement }] of Object.entries(promised)) {
      const isMeant = named ? named.includes(id) : promises.length > 0 || statement !== undefined;
      const words = hashes.get(id);
      if (!isMeant || !words) continue;
      for (const [language, hash] of Object.entries(words)) document.setIn([id, "confirmed", language], hash);
    }
  });
}

function edit({ promises: { path, isThere } }: Version, change: (document: Document) => void): void {
  const document = parseDocument(isThere ? readFileSync(path, "utf8") : "");
  change(document);
  if (!document.contents) return;
  writeWhole(path, document.toString({ lineWidth: 0 }));
}
