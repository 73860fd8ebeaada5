/** Makes something when it is first asked for, and keeps it: what is made at once slows the start of the Worker. */
export function onceAsked<Made>(make: () => Made): () => Made {
  let made: { it: Made } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
