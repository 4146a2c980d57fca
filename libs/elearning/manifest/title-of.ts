import { childrenOf, textIn, type XmlElement } from './xml-tree';

/**
 * What a part of a package is called: in Dutch where there is Dutch, else in English, else in what comes first.
 * A course structure of cmi5 has a langstring for each language, and some makers of SCORM a title for each.
 */
export function titleOf(element: XmlElement | undefined): string | undefined {
  const texts = childrenOf(element, 'title')
    .flatMap((title) => [...childrenOf(title, 'langstring'), title])
    .filter((one) => textIn(one) !== undefined);
  const inLanguage = (language: string): XmlElement | undefined =>
    texts.find(({ attributes }) => attributes.lang?.toLowerCase().split('-')[0] === language);
  return textIn(inLanguage('nl') ?? inLanguage('en') ?? texts[0]);
}
