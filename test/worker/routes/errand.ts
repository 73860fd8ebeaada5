import type { Person } from "./person.ts";

/** What somebody asks of one route. */
export interface Errand {
  /** The route in the app's table, as `GET /staff/orders/:reference/`. */
  route: string;
  by: Person;
  address: string;
  /** What is sent; absent for a page that is opened. */
  fields?: Readonly<Record<string, string>>;
  /** The form whose ticket goes along. */
  form?: string;
  /** The secret of the second step whose code goes along: a code is over after half a minute. */
  secondStep?: string;
  /** What the answer must be, when nothing fails; absent for a page or a redirect. */
  status?: number;
}
