/**
 * What is known of findings, and how a partial answer takes the place of a part of them. Pure.
 *
 * A finding as the API gives it: {aturan, tingkat, simpul, pesan, sidik, perlu_alasan, alasan: {teks, berlaku, …} | null, …}.
 */

/** Whether a reason for it stands, so that it asks for nothing more. */
export function isExcused({ perlu_alasan: asks, alasan }) {
  return Boolean(asks && alasan?.berlaku);
}

/** Whether the evaluator rejected the reason. */
export function isRejected({ perlu_alasan: asks, alasan }) {
  return Boolean(asks && alasan && !alasan.berlaku);
}

/**
 * The findings after a partial answer {temuan, diganti: {aturan, simpul, tetap}}: those of the rules and on the simpul it
 * names go, but for those of the rules `tetap`, its own come, in the order of the rules and, within one, of the tree (`place(simpul)`).
 */
export function merged(known, { temuan, diganti }, place) {
  const rules = new Set(diganti.aturan);
  const nodes = new Set(diganti.simpul);
  const stay = new Set(diganti.tetap);
  const kept = known.filter(({ aturan, simpul }) => stay.has(aturan) || (!rules.has(aturan) && !nodes.has(simpul)));
  return [...kept, ...temuan].sort((one, other) =>
    one.aturan === other.aturan ? place(one.simpul) - place(other.simpul) : one.aturan < other.aturan ? -1 : 1);
}
