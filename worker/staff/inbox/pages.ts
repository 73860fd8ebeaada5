import { page } from "../../web/shown-page.ts";
import type { StaffPage } from "../desk/item.ts";
import type { ItemPage } from "../desk/item-page.ts";
import type { DeskList, SearchResult } from "../desk/list.ts";
import type { SavedAnswer } from "../desk/saved-answers.ts";

export const inboxPage = page<DeskList>("/staff/inbox/");

export const inboxItemPage = page<ItemPage>("/staff/inbox/[reference]/");

export const searchPage = page<SearchResult>("/staff/inbox/search/");

export const savedAnswersPage = page<StaffPage & { saved: readonly SavedAnswer[] }>("/staff/inbox/texts/");
