// The five devices and the weather over them, bound to the stand-ins and to the feed of the page.
import { createHmac } from 'node:crypto';
import { Feed } from './feed.js';
import { MailDevice } from './mail-device.adapter.js';
import { MaxDevice } from './max-device.adapter.js';
import type { Outside } from './outside.adapter.js';
import { type Player, playersOf, type Said } from './people.js';
import { PhoneDevice } from './phone-device.adapter.js';
import { Surge } from './surge.adapter.js';
import { TelegramDevice } from './telegram-device.adapter.js';
import { type Device, refuse, type Thread, type Wish } from './thread.js';

const MAIL_FAULT_MS = 60_000;
const PORTAL_TOKEN_S = 12 * 3600;
const STAFF: Said = { ru: 'телефон сотрудника', en: "a manager's phone" };
const GUEST: Player = { id: 'guest', name: 'Гость сайта', role: { ru: 'без входа', en: 'not signed in' } };

export class Devices {
  readonly feed = new Feed();
  readonly site: Player[];
  private readonly devices: Record<string, Device>;
  private readonly phone: PhoneDevice;
  private readonly surge: Surge;
  private mailDownUntil: number | null = null;
  private mailTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly outside: Outside,
    localUrl: string,
  ) {
    const { institute, telegram, max, maxPeople, mail, telephone } = outside;
    const changed = (device: string) => (person: string, typing?: boolean) => this.changed(device, person, typing);
    const staff = institute.staff.filter((one) => one.queues.length);
    const players = (channel: string): Player[] => playersOf(institute, channel);
    this.phone = new PhoneDevice(
      telephone,
      [...players('hotline').slice(0, 5), ...staff.map((one) => ({ id: one.phone, name: one.name, role: STAFF }))],
      new Map(staff.map((one) => [one.phone, one.name])),
      (person) => {
        this.changed('phone', person);
        this.tellSky();
      },
    );
    this.devices = {
      phone: this.phone,
      mail: new MailDevice(mail, players('email'), changed('mail')),
      telegram: new TelegramDevice(telegram, players('telegram'), changed('telegram')),
      max: new MaxDevice(max, players('max'), maxPeople, changed('max')),
    };
    this.site = [GUEST, ...this.visitors()];
    this.surge = new Surge(outside, localUrl, () => this.tellSky());
  }

  /** What a page needs once. */
  get start() {
    const players = Object.fromEntries(Object.entries(this.devices).map(([name, device]) => [name, device.players]));
    return { players: { ...players, site: this.site }, sky: this.sky };
  }

  get sky() {
    return { surge: this.surge.state, mailDownUntil: this.mailDownUntil, ringing: this.phone.ringing() };
  }

  thread(device: string, person: string): Thread {
    return this.device(device).thread(person);
  }

  act(device: string, person: string, wish: Wish): void {
    this.device(device).act(person, wish);
    this.changed(device, person);
  }

  beginSurge(): void {
    this.surge.begin();
  }

  /** The mail server is gone for a minute; letters wait. */
  async breakMail(): Promise<void> {
    if (this.mailDownUntil) return;
    this.mailDownUntil = Date.now() + MAIL_FAULT_MS;
    await this.outside.mail.smtp.down();
    this.mailTimer = setTimeout(() => void this.mendMail(), MAIL_FAULT_MS);
    this.tellSky();
  }

  /** The site's own signature of a signed-in visitor; null for a guest. */
  identity(person: string): string | null {
    const visitor = this.site.find((one) => one.id === person && one !== GUEST);
    if (!visitor) return null;
    const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + PORTAL_TOKEN_S;
    const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: visitor.id, name: visitor.name, exp })}`;
    return `${body}.${createHmac('sha256', this.outside.endpoints.portalSecret).update(body).digest('base64url')}`;
  }

  close(): void {
    clearTimeout(this.mailTimer);
    this.surge.stop();
  }

  private visitors(): Player[] {
    const { institute } = this.outside;
    const lesson = institute.clients.find((client) => client.key === institute.lesson.client)!;
    const address = lesson.accounts.find((account) => account.channel === 'chat')?.address;
    const first: Player[] = address ? [{ id: address, name: lesson.name, role: { ru: 'абитуриент', en: 'applicant' } }] : [];
    return [...first, ...playersOf(institute, 'chat').filter((one) => one.id !== address)].slice(0, 7);
  }

  private async mendMail(): Promise<void> {
    await this.outside.mail.smtp.up();
    this.mailDownUntil = null;
    this.tellSky();
  }

  private device(name: string): Device {
    return this.devices[name] ?? refuse(`Устройства «${name}» нет.`);
  }

  private changed(device: string, person: string, typing = false): void {
    if (!person) return;
    if (typing) this.feed.tell({ kind: 'typing', device, person });
    else this.feed.tell({ kind: 'thread', device, person, thread: this.threadOrNone(device, person) });
  }

  /** The product may write to somebody who is not in this world. */
  private threadOrNone(device: string, person: string): Thread {
    try {
      return this.thread(device, person);
    } catch {
      return { lines: [] };
    }
  }

  private tellSky(): void {
    this.feed.tell({ kind: 'sky', sky: this.sky });
  }
}
