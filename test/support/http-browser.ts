/** An answer, with where the browser is now. */
export interface Seen {
  status: number;
  url: URL;
  text: string;
  headers: Headers;
}

/** A browser without pages: keeps cookies of each server, follows where answers lead. */
export class HttpBrowser {
  private readonly cookies = new Map<string, Map<string, string>>();

  /** Asks, and follows redirects (also of a Refresh header) until an answer leads nowhere or to `stopAt`. */
  async go(
    address: string | URL,
    { stopAt, form }: { stopAt?: RegExp; form?: Record<string, string> } = {},
  ): Promise<Seen> {
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    for (let step = 0; step < 15; step += 1) {
      const seen = await this.ask(url, body);
      const next = seen.headers.get('location') ?? seen.headers.get('refresh')?.split('url=')[1];
      if (!next) return seen;
      url = new URL(next, url);
      if (stopAt?.test(url.href)) return { ...seen, url };
      body = undefined;
    }
    throw new Error(`this goes on and on: ${url.href}`);
  }

  /** What it sends to this server. */
  cookieOf(url: string | URL, name: string): string | undefined {
    return this.cookies.get(new URL(url).host)?.get(name);
  }

  /** Loses what it sends to this server. */
  forget(url: string | URL, name: string): void {
    this.cookies.get(new URL(url).host)?.delete(name);
  }

  private async ask(url: URL, body: URLSearchParams | undefined): Promise<Seen> {
    const jar = this.cookies.get(url.host) ?? new Map<string, string>();
    this.cookies.set(url.host, jar);
    const answer = await fetch(url, {
      redirect: 'manual',
      ...(body && { method: 'POST', body }),
      headers: {
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body && { origin: url.origin }),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: answer.status, url, text: await answer.text(), headers: answer.headers };
  }
}

/** The form token of a page. */
export const formTokenOf = (html: string): string =>
  /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
