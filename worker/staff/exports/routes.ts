import { router } from "../../web/router.ts";
import { type Exportable, exports } from "./exports.ts";
import { takeList } from "./taking.ts";

/** Every list of the desk as a file, for whoever may open the list. */
export const exportRoutes = router();

for (const list of Object.keys(exports) as Exportable[])
  exportRoutes.post(`/staff/${list}/export/`, (c) => takeList(c, list, exports[list]));
