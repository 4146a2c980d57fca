/**
 * A function that makes something of a thing once, and gives it again for the same thing as long as that lives. The thing
 * may not change, nor what was made of it.
 */
export function onceFor<T extends object, V>(make: (thing: T) => V): (thing: T) => V {
  const known = new WeakMap<T, { made: V }>();
  return (thing) => {
    const before = known.get(thing);
    if (before) return before.made;
    const made = make(thing);
    known.set(thing, { made });
    return made;
  };
}
