// HTML of a mail made safe to show: an allow-list, remote pictures blocked, inline ones kept by Content-ID.
import sanitizeHtml from 'sanitize-html';

/** Larger HTML is not shown as HTML at all; its text always is. */
const LIMIT = 1_000_000;
const COLOR = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s,.%]+\)$/i, /^[a-z]{3,20}$/i];
const SIZE = [/^-?[\d.]{1,6}(px|pt|em|ex|%|rem)?$/i];
const TAGS = [
  ...[
    'p',
    'div',
    'span',
    'br',
    'hr',
    'a',
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'strike',
    'del',
    'ins',
    'sub',
    'sup',
    'small',
    'big',
    'font',
    'center',
  ],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'code', 'img'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'colgroup', 'col'],
];

/** Safe HTML; `data-blocked-src` keeps a remote picture's address for "show pictures". Null when too large. */
export function sanitizeMail(html: string): string | null {
  if (html.length > LIMIT) return null;
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      a: ['href', 'title', 'rel', 'target'],
      img: ['src', 'alt', 'width', 'height', 'data-blocked-src'],
      font: ['color', 'size'],
      table: ['width', 'border', 'cellpadding', 'cellspacing', 'align'],
      '*': ['style', 'dir', 'lang', 'align', 'valign', 'colspan', 'rowspan', 'width', 'height'],
    },
    allowedStyles: { '*': styles() },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    nestingLimit: 100,
    transformTags: { a: safeLink, img: blockRemote },
  });
}

function styles(): Record<string, RegExp[]> {
  const sizes = ['font-size', 'margin', 'margin-left', 'margin-top', 'margin-bottom', 'padding', 'padding-left', 'width', 'height'];
  return {
    color: COLOR,
    'background-color': COLOR,
    'text-align': [/^(left|right|center|justify)$/],
    'font-weight': [/^(bold|normal|\d{3})$/],
    'font-style': [/^(italic|normal)$/],
    'text-decoration': [/^(underline|line-through|none)$/],
    ...Object.fromEntries(sizes.map((name) => [name, SIZE])),
  };
}

function safeLink(tagName: string, attribs: Record<string, string>) {
  return { tagName, attribs: { ...attribs, rel: 'noopener noreferrer nofollow', target: '_blank' } };
}

function blockRemote(tagName: string, attribs: Record<string, string>) {
  const { src = '', ...rest } = attribs;
  if (/^cid:/i.test(src)) return { tagName, attribs: { ...rest, src } };
  return { tagName, attribs: /^https?:/i.test(src) ? { ...rest, 'data-blocked-src': src } : rest };
}
