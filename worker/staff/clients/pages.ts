import type { Suspension } from "../../accounts/suspension/suspension.ts";
import type { Suspended } from "../../accounts/suspension/suspensions.ts";
import type { ConsentRecord } from "../../forms/consents/record.ts";
import type { Hold } from "../../lifetimes/hold.ts";
import { page } from "../../web/shown-page.ts";
import type { HeldPart } from "../data-requests/held.ts";
import type { DeskItem, StaffPage } from "../desk/item.ts";
import type { StaffNames } from "../members/names.ts";
import type { FoundClient } from "./finding.ts";

/** The page that finds a client, and the accounts that are suspended. */
export interface Clients extends StaffPage {
  /** What a search found; absent before one. */
  found?: readonly FoundClient[];
  /** What was searched for. It stands in no address. */
  searched?: string;
  suspended: readonly Suspended[];
  today: string;
}

/** Something a client sent, as their page lists it. */
export type SentItem = Pick<DeskItem, "reference" | "form" | "state" | "status" | "receivedAt">;

/** What stands of something a client was asked. */
export type Agreed = Pick<ConsentRecord, "subject" | "purpose" | "event" | "policyVersion" | "recordedAt">;

/** A disclosure of the client's data, as the register lists it. */
export interface ClientDisclosure {
  reference: string;
  state: "asked" | "proposed" | "approved" | "handed-over" | "refused" | "withdrawn" | "declined";
  at: Date;
}

/** Everything held about a client, and what they agreed to. */
export interface Client extends StaffPage {
  /** The number in the address: of the account, or of something they sent. */
  number: string;
  name: string;
  email: string;
  account?: {
    userId: string;
    createdAt: Date;
    isStaff: boolean;
    suspension?: Suspension;
  };
  /** Since when their data is only stored: then only counts are shown. */
  restrictedSince?: Date;
  /** Since when the mail service takes nothing for their address. */
  suppressedSince?: Date;
  sent: readonly SentItem[];
  agreed: readonly Agreed[];
  disclosures: readonly ClientDisclosure[];
  holds: readonly Hold[];
  parts: readonly HeldPart[];
  /** Names of staff, who may have entered something. */
  names: StaffNames;
  /** Whether there is more of something than is shown. */
  isCut: boolean;
  today: string;
}

export const clientsPage = page<Clients>("/staff/clients/");

export const clientPage = page<Client>("/staff/clients/[number]/");
