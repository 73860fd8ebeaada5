import type { Terminal } from "../../terminal/terminal.ts";
import type { Controls } from "../../worker/policy/promises/controls.ts";
import type { PolicyPromise } from "../../worker/policy/promises/promises.ts";
import { parsedClauses } from "../versions/clauses.ts";
import type { Version } from "../versions/tree.ts";

/**
 * What a version promises, clause by clause.
 * @param unconfirmed clauses whose words changed since
 */
export function promisesAsText(
  version: Version,
  controls: Controls,
  unconfirmed: ReadonlySet<string>,
  { paint }: Terminal,
): string {
  const listed = (promise: PolicyPromise) => {
    const stated = promise.statement ? "a statement" : paint("red", "kept by nothing");
    return `  ${promise.id}: ${controls[promise.id] ? "kept" : stated}\n    ${Object.values(promise.says)[0]}\n`;
  };
  const clauses = version.sources.slice(0, 1).flatMap(parsedClauses);
  return clauses
    .map(({ id, title }) => {
      const { promises = [], statement } = version.promises.data?.[id] ?? {};
      const head = `${title} (${id})${unconfirmed.has(id) ? `  ${paint("yellow", "not confirmed")}` : ""}\n`;
      if (promises.length > 0) return head + promises.map(listed).join("");
      const why = statement && `makes no promise: ${Object.values(statement)[0]}`;
      return `${head}  ${why ?? paint("red", "nobody has said what it promises")}\n`;
    })
    .join("");
}
