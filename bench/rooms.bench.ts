import { root } from "../local/environment.ts";
import type { Result } from "./result.ts";
import { wayFrom } from "./rooms.ts";

/** What every request passes before its route. */
const guards = [
  "patiently",
  "secured",
  "firstSight",
  "knownHost",
  "withPolicyInForce",
  "countViews",
  "limitedBody",
  "sameOriginExcept",
  "trailingSlash",
];

const ways: Record<string, readonly string[]> = {
  "a contact form": [...guards, "contactRoutes"],
  "a counted view": [...guards, "policyRoutes", "VisitCounter"],
  "a signed order": [...guards, "accountGuard", "signedOrderRoutes", "loadDetails"],
  "an erasure": [...guards, "accountGuard", "deletionRoutes", "ErasureLedger"],
};

/** The rooms that four ways pass, as docs/architecture.md quotes them. */
export default async function* rooms(): AsyncIterable<Result> {
  for (const [name, entries] of Object.entries(ways)) {
    const way = wayFrom(root, entries);
    const wings = new Set(way.rooms.map((room) => room.split("/")[0]));
    yield { name: `${name}: rooms`, value: way.rooms.length, unit: "" };
    yield { name: `${name}: top folders`, value: wings.size, unit: "" };
    yield { name: `${name}: files`, value: way.files, unit: "" };
    yield { name: `${name}: returns to a room`, value: way.returns.length, unit: "" };
    yield { name: `${name}: rooms in a circle`, value: way.knotted, unit: "" };
  }
}
