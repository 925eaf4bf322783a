/** Numbers as Indonesians write them, read as the server does (lib/teks.parse_number). Pure. */
const INDONESIAN = /^[+-]?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/;
const PLAIN = /^[+-]?(\d+)(?:\.(\d+))?$/;
const THOUSANDS = /^[+-]?\d{1,3}(\.\d{3})+$/;
const EXACT_DIGITS = 15;
const DIGITS = 16;
const DECIMALS = 4;

/** The number as text without what Excel adds to it (blanks, Rp, a percent sign); null when it is no number. */
export function readNumber(text) {
  const clean = String(text).replace(/[\s\u00a0]/g, "").replace(/^Rp\.?/i, "").replace(/%$/, "").replace("−", "-");
  return INDONESIAN.test(clean) || PLAIN.test(clean) ? clean : null;
}

/** As a number where the computer's numbers hold it whole, else as it is written. */
export function amountOf(text) {
  const plain = text.includes(",") || THOUSANDS.test(text) ? text.replaceAll(".", "").replace(",", ".") : text;
  return plain.replace(/\D/g, "").length > EXACT_DIGITS ? text : Number(plain);
}

/** Why a cell cannot be kept as a number, or "". */
export function whyNotNumber(text) {
  const clean = readNumber(text);
  if (clean === null) return `“${text}” bukan angka. Tulis misalnya 75,5.`;
  const [, whole, part = ""] = INDONESIAN.exec(clean) ?? PLAIN.exec(clean);
  if (whole.replaceAll(".", "").length > DIGITS) return `“${text}” terlalu besar; paling banyak ${DIGITS} angka di depan koma.`;
  return part.length > DECIMALS ? `“${text}” lebih dari ${DECIMALS} angka di belakang koma; bulatkan dahulu.` : "";
}
