/** A control of the policy, broken in one place. */
export interface Mutation {
  /** The clause whose tests have to notice. */
  clause: string;
  /** The id of a promise that rests on it, in content/policy/controls.yaml. */
  keeps: string;
  /** What the software no longer does. */
  breaks: string;
  file: string;
  /** What the file says, once. */
  find: string;
  replace: string;
}

/** Every control that a clause rests on, broken one at a time. */
