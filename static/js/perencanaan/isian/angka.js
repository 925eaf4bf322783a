/**
 * Numbers as people type and paste them, Indonesian or English, into the plain text the server keeps ("1250.5"). Pure.
 *
 *   readNumber("1.234,5")          -> {nilai: "1234.5"}
 *   readNumber("1.234")            -> {nilai: "1234", catatan: "…"}      a single dot before three digits: thousands
 *   readNumber("1,234", {pagu})    -> {nilai: "1234"}                    rupiah has no three decimals; else 1.234
 *   readNumber("abc")              -> {salah: "…"}                       a sentence
 *   readNumber("-")                -> {nilai: ""}                        what tables write where there is no number
 */
const NOTHING = /^[-–—]*$/;
const LIMITS = { whole: 16, pagu: 2, target: 4 };

export function readNumber(text, { pagu = false } = {}) {
  const clean = strip(text);
  if (NOTHING.test(clean)) return { nilai: "" };
  const negative = /^\(.*\)$/.test(clean) || clean.startsWith("-");
  const digits = clean.replace(/[()]/g, "").replace(/^[-+]/, "");
  const parts = split(digits, pagu);
  if (!parts) return { salah: `“${short(text)}” bukan angka. Tulis misalnya ${pagu ? "150.000.000" : "75,5"}.` };
  const [whole, fraction] = [parts.whole.replace(/^0+(?=\d)/, ""), parts.fraction.replace(/0+$/, "")];
  const salah = fault(whole, fraction, negative, pagu, text);
  if (salah) return { salah };
  const nilai = `${negative && /[1-9]/.test(whole + fraction) ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
  return parts.ragu && !pagu ? { nilai, catatan: doubt(digits, nilai) } : { nilai };
}

/** Without blanks, Rp, a percent sign and what Excel puts in place of a minus. */
function strip(text) {
  return String(text).replace(/[\s\u00a0\u202f]/g, "").replace(/−/g, "-").replace(/^([-(]?)(?:Rp\.?|IDR)/i, "$1").replace(/%(\)?)$/, "$1").replace(/,-$/, "");
}

/** Which sign parts thousands and which decimals; null when it is no number. */
function split(text, pagu) {
  if (/^\d+$/.test(text)) return { whole: text, fraction: "" };
  const dots = text.split(".").length - 1;
  const commas = text.split(",").length - 1;
  if (dots && commas) {
    const decimal = text.lastIndexOf(",") > text.lastIndexOf(".") ? "," : ".";
    return grouped(text, decimal === "," ? "." : ",", decimal);
  }
  const sign = dots ? "." : ",";
  if (dots + commas > 1) return grouped(text, sign, null);
  const [whole, fraction] = text.split(sign);
  if (!/^\d*$/.test(whole) || !/^\d+$/.test(fraction ?? "")) return null;
  const thousands = /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3;
  if (thousands && (sign === "." || pagu)) return { whole: whole + fraction, fraction: "", ragu: sign === "." };
  return { whole: whole || "0", fraction };
}

function grouped(text, thousands, decimal) {
  const [head, fraction = "", more] = decimal ? text.split(decimal) : [text];
  if (more !== undefined || !/^\d*$/.test(fraction) || (decimal && !fraction)) return null;
  const groups = head.split(thousands);
  const sound = /^\d{1,3}$/.test(groups[0]) && groups.slice(1).every((group) => /^\d{3}$/.test(group));
  return sound ? { whole: groups.join(""), fraction } : null;
}

function fault(whole, fraction, negative, pagu, text) {
  const places = pagu ? LIMITS.pagu : LIMITS.target;
  if (pagu && negative && /[1-9]/.test(whole + fraction)) return `“${short(text)}”: pagu tidak boleh negatif.`;
  if (whole.length > LIMITS.whole) return `“${short(text)}” terlalu besar; paling banyak ${LIMITS.whole} angka di depan koma.`;
  if (fraction.length > places) return `“${short(text)}” lebih dari ${places} angka di belakang koma; bulatkan dahulu.`;
  return "";
}

function doubt(typed, nilai) {
  return `${typed} dibaca ${formatNumber(nilai)}: titik memisahkan ribuan. Untuk pecahan tulis ${typed.replace(".", ",")}.`;
}

function short(text) {
  const one = String(text).replace(/\s+/g, " ").trim();
  return one.length > 30 ? `${one.slice(0, 29)}…` : one;
}

/** A plain number with Indonesian separators. */
export function formatNumber(plain) {
  if (!plain) return "";
  const [whole, fraction] = plain.replace("-", "").split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return `${plain.startsWith("-") ? "-" : ""}${text}${fraction ? `,${fraction}` : ""}`;
}

/** Rupiah as whole cents, which add up exactly. */
export function toCents(plain) {
  if (!plain) return 0n;
  const [whole, fraction = ""] = plain.split(".");
  return BigInt(whole + fraction.padEnd(2, "0").slice(0, 2));
}

export function fromCents(cents) {
  const text = String(cents).padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`.replace(/\.?0+$/, (zeros) => (zeros.includes(".") ? "" : zeros));
}
