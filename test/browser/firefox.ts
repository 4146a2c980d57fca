import puppeteer, { type BrowserContext, type ElementHandle, type Page } from 'puppeteer-core';

import { type Engine, PATIENCE, patiently, type Screen } from './screen';

/** Firefox, spoken to by WebDriver BiDi, which is the standard that it and Chromium share. */
export async function launchFirefox(executablePath: string): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    extraPrefsFirefox: { 'intl.accept_languages': 'nl' },
  });
  return {
    async screen(origin, { name, value }) {
      const context = await browser.createBrowserContext();
      await context.setCookie({ name, value, domain: new URL(origin).hostname, httpOnly: true });
      return new FirefoxScreen(origin, context, await context.newPage());
    },
    close: () => browser.close(),
  };
}

class FirefoxScreen implements Screen {
  constructor(
    private readonly origin: string,
    private readonly context: BrowserContext,
    private readonly page: Page,
  ) {
    page.setDefaultTimeout(PATIENCE);
  }

  async open(address: string): Promise<void> {
    await this.page.goto(this.origin + address);
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  async see(xpath: string): Promise<void> {
    await this.find(xpath);
  }

  press(xpath: string): Promise<void> {
    return patiently(async () => (await this.find(xpath)).click());
  }

  fill(xpath: string, text: string): Promise<void> {
    return patiently(async () => (await this.find(xpath)).type(text));
  }

  close(): Promise<void> {
    return this.context.close();
  }

  private async find(xpath: string): Promise<ElementHandle> {
    const found = await this.page.waitForSelector(`::-p-xpath(${xpath})`, { visible: true });
    if (!found) throw new Error(`${xpath} is not on the page`);
    return found;
  }
}
