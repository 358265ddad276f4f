// Somebody's site with our chat on it: another origin, one line of script, and as strict a policy as a site can have.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright-core';

export interface Site {
  /** Host and port, as the chat's settings name it. */
  domain: string;
  url: string;
  /** The product's address; set when it is known. */
  product: string;
  close(): Promise<void>;
}

/** `?identity=` becomes the attribute that a portal writes for its signed-in user. */
export async function openSite(): Promise<Site> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://site');
    const identity = searchParams.get('identity');
    if (request.url === '/favicon.ico') return void response.writeHead(204).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${site.product}/widget.js; frame-src ${site.product}; style-src 'self'`,
    });
    response.end(page(site.product, identity ? ` data-identity="${identity.replace(/[^\w.-]/g, '')}"` : ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const domain = `www.institute.test:${(server.address() as AddressInfo).port}`;
  const site: Site = {
    domain,
    url: `http://${domain}`,
    product: '',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return site;
}

const page = (product: string, attributes: string) => `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Приём</title>
<script async src="${product}/widget.js"${attributes}></script></head>
<body><h1>Приём открыт</h1><p>Очно, вечером и заочно.</p></body></html>`;

/** The visitor's panel: opened by the round button when it is not open yet. */
export async function openPanel(page: Page): Promise<FrameLocator> {
  const button = page.getByRole('button', { name: /Чат с Институтом|Закрыть чат/ }).first();
  await button.waitFor();
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  return page.frameLocator('iframe');
}

export const writeIn = async (panel: FrameLocator, text: string): Promise<void> => {
  const box = panel.getByRole('textbox', { name: 'Напишите вопрос…' });
  await box.fill(text);
  await box.press('Enter');
};
