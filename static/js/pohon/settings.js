/** What this browser remembers for its person; without storage a setting holds for this page only. */
export function readSetting(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function writeSetting(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Private window or full disk.
  }
}
