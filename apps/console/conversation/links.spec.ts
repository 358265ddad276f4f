// Links end where the sentence goes on.
import { describe, expect, it } from '@jest/globals';
import { linkPieces } from './links.js';

describe('linkPieces', () => {
  it.each([
    ['без ссылок', ['без ссылок']],
    ['см. https://example.org/a?b=1, дальше', ['см. ', '<https://example.org/a?b=1>', ', дальше']],
    ['(http://example.org)', ['(', '<http://example.org>', ')']],
    ['javascript:alert(1)', ['javascript:alert(1)']],
  ])('%s', (text, shape) => expect(linkPieces(text).map((p) => (p.href ? `<${p.href}>` : p.text))).toEqual(shape));
});
