/** The number of a simpul by its place: the outcome is 1, its second CSF 1.2, the third condition below that 1.2.3. Pure. */
export function numberOf(store, key) {
  return store.path(key).map((at) => store.siblings(at).indexOf(at) + 1).join(".");
}
