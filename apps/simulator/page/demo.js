// The page of devices: makes the five, listens to what arrives, and changes the weather.
import { ask, h } from './dom.js';
import { Mailbox } from './mailbox.js';
import { Messenger } from './messengers.js';
import { SiteFrame } from './site-frame.js';
import { Telephone } from './telephone.js';
import { choose, language, STAFF, said, say } from './words.js';

const KINDS = [
  ['phone', Telephone],
  ['mail', Mailbox],
  ['telegram', Messenger],
  ['max', Messenger],
  ['site', SiteFrame],
];
const $ = (id) => document.getElementById(id);
let devices = [];
let sky = { surge: null, mailDownUntil: null, ringing: [] };
let toastEnds;

function toast(text) {
  $('toast').textContent = text;
  $('toast').hidden = false;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => {
    $('toast').hidden = true;
  }, 6000);
}

function draw() {
  document.documentElement.lang = language;
  document.title = `${say('title')} — Отклик`;
  for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
  for (const button of document.querySelectorAll('[data-lang]'))
    button.setAttribute('aria-pressed', String(button.dataset.lang === language));
  $('people').replaceChildren(...STAFF.map(link));
  $('jump').replaceChildren(...devices.map(({ name }) => h('li', {}, h('a', { href: `#device-${name}` }, say(name)))));
  for (const device of devices) device.draw();
  drawSky();
}

const link = ({ login, name, role }) =>
  h(
    'li',
    {},
    h(
      'a',
      { href: `/?login=${login}`, target: '_blank', rel: 'noopener', 'data-testid': `console-${login}` },
      h('b', {}, said(name)),
      h('span', {}, said(role)),
    ),
  );

function drawSky() {
  const { surge, mailDownUntil } = sky;
  const seconds = mailDownUntil ? Math.ceil((mailDownUntil - Date.now()) / 1000) : 0;
  $('surge').textContent = surge ? say('surgeOn', surge) : say('surge');
  $('surge').title = say('surgeHint');
  $('surge').disabled = surge !== null;
  $('mail-fault').textContent = seconds > 0 ? say('mailFaultOn', { seconds }) : say('mailFault');
  $('mail-fault').title = say('mailFaultHint');
  $('mail-fault').disabled = seconds > 0;
}

function changeSky(next) {
  sky = next;
  drawSky();
  devices.find((device) => device.name === 'phone')?.ringing(sky.ringing);
}

const NEWS = {
  sky: (news) => changeSky(news.sky),
  thread: (news) => devices.find((device) => device.name === news.device)?.heard(news),
  typing: (news) => {
    const device = devices.find((one) => one.name === news.device);
    if (device?.person === news.person) device.hint();
  },
};

function listen() {
  const stream = new EventSource('/demo/api/events');
  let lost = false;
  stream.onmessage = (event) => {
    const news = JSON.parse(event.data);
    NEWS[news.kind]?.(news);
  };
  stream.onerror = () => {
    lost = true;
    $('offline').hidden = false;
  };
  stream.onopen = () => {
    $('offline').hidden = true;
    // what came meanwhile was not told; the site's frame looks after itself
    if (lost) for (const device of devices.filter((one) => one.name !== 'site')) void device.refresh();
    lost = false;
  };
}

async function begin() {
  const { players, sky: now } = await ask('start');
  devices = KINDS.map(([name, Kind]) => new Kind(name, players[name], toast));
  $('devices').replaceChildren(...devices.map((device) => device.element));
  draw();
  changeSky(now);
  for (const device of devices.filter((one) => one.name !== 'site')) void device.refresh();
  listen();
  setInterval(drawSky, 1000);
}

for (const [id, route] of [
  ['surge', 'surge'],
  ['mail-fault', 'mail-fault'],
])
  $(id).addEventListener('click', () => ask(route, {}).then(changeSky, (error) => toast(error.message || say('failed'))));
for (const button of document.querySelectorAll('[data-lang]'))
  button.addEventListener('click', () => {
    choose(button.dataset.lang);
    draw();
  });
document.addEventListener('click', (event) => {
  const open = document.querySelector('details.reset[open]');
  if (open && !open.contains(event.target)) open.open = false;
});

begin().catch((error) => toast(error.message || say('failed')));
