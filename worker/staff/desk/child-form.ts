import { z } from "zod";
import { maybeTicked, ticked } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";

interface FromChild {
  child: "yes";
  everything: "" | "yes";
}

/** Says that a record came from a child and erases it for good (clause 13), or all that its address has here. */
export const childForm: AnyForm<FromChild> = {
  id: "from-child",
  path: "from-child/",
  schema: z.strictObject({
    child: ticked((t) => t.fields.staff.child.missing),
    everything: maybeTicked,
  }),
  fields: [
    { name: "child", control: "checkbox", label: (t) => t.fields.staff.child.label },
    {
      name: "everything",
      control: "checkbox",
      optional: true,
      label: (t) => t.fields.staff.child.everything,
    },
  ],
};
