// HTML as readable text and as safe HTML.
import { describe, expect, it } from '@jest/globals';
import { htmlToText } from './html-text.js';
import { sanitizeMail } from './sanitize.js';

describe('readable text', () => {
  it.each([
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['<div>one</div><div>two<br>three</div>', 'one\ntwo\nthree'],
    ['<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
    ['<p class=MsoNormal>one</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>two</p>', 'one\n\ntwo'],
    ['a  \n b&nbsp;c &amp; &laquo;d&raquo; &#1071;', 'a b c & «d» Я'],
    ['<style>p{}</style><script>alert(1)</script>text<!-- hidden -->', 'text'],
    ['<ul><li>one</li><li>two</li></ul><ol><li>three</li></ol>', '• one\n• two\n1. three'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<blockquote>q<blockquote>deep</blockquote></blockquote>own', '> q\n>> deep\nown'],
    ['<a href="https://x.ru/">here</a> <a href="javascript:x">bad</a>', 'here (https://x.ru/) bad'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
  ])('%s', (html, text) => expect(htmlToText(html).text).toBe(text));

  it.each([
    '<div id="appendonsend"></div><hr>',
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">',
    '<div class="gmail_quote">',
  ])('history after %s', (mark) => {
    expect(htmlToText(`<div>own</div>${mark}<div>From: x</div>`)).toMatchObject({ historyLine: expect.any(Number) });
  });

  it('takes no time over hostile markup', () => {
    const began = Date.now();
    for (const html of [
      '<'.repeat(500_000),
      '<a "'.repeat(200_000),
      '<script>'.repeat(100_000),
      '<b>x'.repeat(200_000),
      '<style>'.repeat(100_000),
      '<a href=x>'.repeat(100_000),
      '<div>'.repeat(300_000),
      '&'.repeat(500_000),
    ])
      htmlToText(html);
    expect(Date.now() - began).toBeLessThan(5000);
  });
});

describe('safe HTML', () => {
  it.each([
    ['<p onclick="x()">a</p>', '<p>a</p>'],
    ['<script>x</script><style>p{}</style>a', 'a'],
    ['<a href="javascript:x()">a</a>', '<a rel="noopener noreferrer nofollow" target="_blank">a</a>'],
    ['<a href="data:text/html,x">a</a>', '<a rel="noopener noreferrer nofollow" target="_blank">a</a>'],
    ['<img src="https://x.ru/pixel.gif">', '<img data-blocked-src="https://x.ru/pixel.gif" />'],
    ['<img src="cid:logo@x">', '<img src="cid:logo@x" />'],
    ['<img src="data:image/svg+xml,x" onerror="x">', '<img />'],
    ['<p style="background:url(https://x.ru/a);color:red">a</p>', '<p style="color:red">a</p>'],
    ['<iframe src="x"></iframe><form action="x"><input></form><svg/onload=x>', ''],
    ['<base href="https://x"><meta http-equiv=refresh content="0;url=x"><link rel=stylesheet href=x>', ''],
  ])('%s', (dirty, safe) => expect(sanitizeMail(dirty)).toBe(safe));
});
