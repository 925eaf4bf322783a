// Looks at a page as WCAG 2.2 AA does, as far as a machine can; evaluated in the page by
// test_aksesibel.py. Returns a list of sentences about what is wrong.
() => {
  const faults = [];
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== "hidden";
  };
  const brief = (element) =>
    `${element.tagName.toLowerCase()} "${(element.textContent || element.name || "").trim().slice(0, 40)}"`;

  // Names and labels.
  for (const element of document.querySelectorAll("a[href], button, summary")) {
    const name = element.getAttribute("aria-label") || element.textContent;
    if (shown(element) && !name.trim()) faults.push(`no name: ${element.outerHTML.slice(0, 90)}`);
  }
  for (const element of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const labelled = element.labels?.length || element.getAttribute("aria-label") ||
      element.getAttribute("aria-labelledby");
    if (shown(element) && !labelled) faults.push(`no label: ${element.outerHTML.slice(0, 90)}`);
  }
  for (const image of document.querySelectorAll("img:not([alt])")) faults.push(`no alt: ${image.src}`);

  // One id, one heading of the page, no level skipped, landmarks.
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) faults.push(`twice: #${id}`);
  if (document.querySelectorAll("h1").length !== 1) faults.push("not exactly one h1");
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) faults.push(`heading skips a level: ${brief(heading)}`);
    level = own;
  }
  if (document.querySelectorAll("main").length !== 1) faults.push("not exactly one main");

  // Targets of 24 px; links in running text are excepted.
  for (const element of document.querySelectorAll("a[href], button, summary, select, input[type=text]")) {
    const box = element.getBoundingClientRect();
    if (!shown(element) || box.right < 0 || box.bottom < 0) continue;
    if (getComputedStyle(element).display === "inline" && element.closest("p")) continue;
    if (Math.round(box.width) < 24 || Math.round(box.height) < 24) {
      faults.push(`small target ${Math.round(box.width)}x${Math.round(box.height)}: ${brief(element)}`);
    }
  }

  // Contrast of text against what lies behind it.
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.03928 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const over = (top, below) => below.map((v, n) => v * (1 - (top[3] ?? 1)) + top[n] * (top[3] ?? 1));
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(numbers(getComputedStyle(e).backgroundColor));
    return layers.reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || seen.has(element) || !shown(element)) continue;
    seen.add(element);
    if (element.closest("svg, :disabled, .disabled, .lompat")) continue;
    const style = getComputedStyle(element);
    const below = behind(element);
    const [light, dark] = [luminance(over(numbers(style.color), below)), luminance(below)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${brief(element)}`);
  }
  return faults;
}
