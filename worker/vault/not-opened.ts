import { requestValue } from "../web/provided.ts";

/** References and ids of rows that did not open during a request, for its page to say so. */
export const notOpened = requestValue<readonly string[]>("not-opened");
