import type { Disclosure, DisclosureEvent } from "../../accounts/disclosures/disclosure.ts";
import type { Values } from "../../forms/form/form.ts";
import type { Hold } from "../../lifetimes/hold.ts";
import { page } from "../../web/shown-page.ts";
import type { StaffPage } from "../desk/item.ts";
import type { Neighbours } from "../desk/paging.ts";
import type { StaffNames } from "../members/names.ts";
import type { DisclosureFilter, DisclosureItem } from "./listing.ts";

/** A page of the register. */
export interface DisclosureList extends Pick<StaffPage, "done"> {
  items: readonly DisclosureItem[];
  /** How many there are on all pages, as far as they are counted. */
  total: number;
  show: DisclosureFilter;
  beside: Neighbours;
  /** The organization's day. */
  today: string;
}

/** One entry of the register, opened. */
export interface OpenedDisclosure {
  disclosure: Disclosure;
  events: readonly DisclosureEvent[];
  names: StaffNames;
  /** The hold on its records, if one was placed. */
  hold?: Hold;
  /** Whether whoever reads it may approve it. */
  isApprover: boolean;
  /** Whether its review, or that of its hold, is due. */
  isDue: boolean;
}

export const disclosuresPage = page<DisclosureList>("/staff/disclosures/");

export const proposePage = page<StaffPage & { reference: string; values: Values }>(
  "/staff/disclosures/propose/",
);

export const disclosurePage = page<StaffPage & OpenedDisclosure>("/staff/disclosures/[reference]/");
