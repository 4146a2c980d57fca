/** How WebDriver names an element in what it sends. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/**
 * A session with a driver that speaks WebDriver (w3.org/TR/webdriver2): the seven commands that a walk needs, each
 * one request.
 */
export class WebDriverSession {
  private constructor(private readonly address: string) {}

  /** @param driver its address, e.g. `http://127.0.0.1:4444` */
  static async start(driver: string, capabilities: object): Promise<WebDriverSession> {
    const started = await command(`${driver}/session`, 'POST', {
      capabilities: { alwaysMatch: capabilities },
    });
    const { sessionId } = started as { sessionId: string };
    return new WebDriverSession(`${driver}/session/${sessionId}`);
  }

  async open(url: string): Promise<void> {
    await this.post('url', { url });
  }

  async reload(): Promise<void> {
    await this.post('refresh');
  }

  async addCookie(cookie: { name: string; value: string; httpOnly: boolean }): Promise<void> {
    await this.post('cookie', { cookie });
  }

  /** The element that can be seen. @throws when there is none yet */
  async find(xpath: string): Promise<string> {
    const found = await this.post('element', { using: 'xpath', value: xpath });
    const id = (found as Record<string, string>)[ELEMENT]!;
    if (!(await command(`${this.address}/element/${id}/displayed`, 'GET')))
      throw new Error(`${xpath} cannot be seen`);
    return id;
  }

  async press(element: string): Promise<void> {
    await this.post(`element/${element}/click`);
  }

  async type(element: string, text: string): Promise<void> {
    await this.post(`element/${element}/value`, { text });
  }

  async close(): Promise<void> {
    await command(this.address, 'DELETE');
  }

  private post(path: string, body: object = {}): Promise<unknown> {
    return command(`${this.address}/${path}`, 'POST', body);
  }
}

async function command(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
}
