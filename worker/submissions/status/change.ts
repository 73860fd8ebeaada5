import type { StatusEvent } from "./status.ts";

/** The id that a change's row, mail and audit entry share, so that a repeat meets what is there already. */
export function statusId(reference: string, position: number): string {
  return `${reference}/status-${position}`;
}

/** The changes of one submission among those of many. */
export function historyOf<Event extends StatusEvent>(events: readonly Event[], reference: string): Event[] {
  return events.filter((event) => event.reference === reference);
}
