/**
 * Requests to the API of one tree. Every answer is {status, data}; status 0 means that no answer came (network).
 *
 *   const api = new Api("/api/v1/pohon/7/", csrfToken);  await api.get("temuan/");
 */
const PATIENCE = 20_000;
const SMALL = 20_000; // characters; a browser carries at most 64 KiB past the end of a page

export class Api {
  constructor(base, token) {
    this.base = base;
    this.token = token;
  }

  /** The token of now: signing in again in another tab changes it. */
  get #csrf() {
    return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? this.token;
  }

  get(path = "", options = {}) {
    return this.#ask(path, { method: "GET", ...options });
  }

  post(path, body, headers = {}) {
    return this.#ask(path, { method: "POST", body: JSON.stringify(body), headers });
  }

  send(method, path, body) {
    return this.#ask(path, { method, body: JSON.stringify(body) });
  }

  async #ask(path, { headers = {}, ...options }) {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), PATIENCE);
    try {
      const answer = await fetch(this.base + path, {
        credentials: "same-origin",
        signal: giveUp.signal,
        keepalive: Boolean(options.body) && options.body.length < SMALL,
        ...options,
        headers: {
          Accept: "application/json",
          ...(options.body ? { "Content-Type": "application/json", "X-CSRFToken": this.#csrf } : {}),
          ...headers,
        },
      });
      const text = answer.status === 304 ? "" : await answer.text();
      return { status: answer.status, data: parse(text) };
    } catch {
      return { status: 0, data: null };
    } finally {
      clearTimeout(timer);
    }
  }
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** Whether waiting and asking again may help: no answer, a busy or failing server. */
export function isTransient({ status, data }) {
  return status === 0 || status === 429 || status >= 500 || (status === 200 && data === null);
}
