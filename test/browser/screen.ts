import { eventually } from './eventually';

/** What a walk does with a browser, whichever it is. Elements are named by XPath, which all engines know. */
export interface Screen {
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits until it stands on the page and can be seen. Throws after half a minute. */
  see(xpath: string): Promise<void>;
  /** Presses it as a finger or a mouse does. */
  press(xpath: string): Promise<void>;
  fill(xpath: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser that can be asked for the screen of somebody who is signed in with this cookie. */
export interface Engine {
  screen(origin: string, cookie: { name: string; value: string }): Promise<Screen>;
  close(): Promise<void>;
}

/** Milliseconds; a service worker needs some after its first start. */
export const PATIENCE = 30_000;

/** A page that is being replaced takes its elements along. */
export const patiently = (act: () => Promise<void>): Promise<void> => eventually(act, PATIENCE);

export const link = (text: string): string => `//a[contains(normalize-space(), '${text}')]`;
export const button = (text: string): string => `//button[normalize-space() = '${text}']`;
export const text = (words: string): string =>
  `//body//*[text()[contains(normalize-space(), '${words}')]]`;
/** The control that a label with this text names. */
export const field = (label: string): string =>
  `//*[@id = //label[contains(normalize-space(), '${label}')]/@for]`;
