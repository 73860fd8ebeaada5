import { collecting } from "./mutations/collecting.ts";
import { deciding } from "./mutations/deciding.ts";
import { keeping } from "./mutations/keeping.ts";
import type { Mutation } from "./mutations/mutation.ts";

/** Every control that a clause rests on, broken one at a time. */
export const mutations: readonly Mutation[] = [...collecting, ...keeping, ...deciding];
