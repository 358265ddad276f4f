// Sends replies over SMTP: one letter an attempt, the same Message-ID each time.
import { createTransport } from 'nodemailer';
import type { ChannelAccount, ChannelHost, Outbound, SendOutcome } from '../channel.js';
import { compose, isAddress, oneLine } from './compose.js';
import { readFailure, type SmtpFailure, toOutcome } from './outcome.js';
import { type EmailSettings, type Endpoint, endpointOf } from './settings.js';

/** A connection for one letter or one test. */
export function makeTransport(endpoint: Endpoint) {
  return createTransport({
    host: endpoint.host,
    port: endpoint.port,
    secure: endpoint.secure,
    ...(endpoint.user === '' ? {} : { auth: { user: endpoint.user, pass: endpoint.pass } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  });
}

/** Sends one reply; every outcome is a value. */
export async function sendLetter(account: ChannelAccount<EmailSettings>, host: ChannelHost, out: Outbound): Promise<SendOutcome> {
  const { settings } = account;
  const endpoint = endpointOf(settings.smtpUrl);
  const say = (key: string, facts: Record<string, string | number>) => host.text(account.language, `email.${key}`, facts);
  if (!isAddress(out.to.address))
    return { state: 'failed', reason: say('smtp.no-address', { address: oneLine(out.to.address) }), parts: [] };
  const letter = compose(out, settings, host);
  if (out.sentParts.includes(letter.messageId)) return { state: 'sent', parts: [letter.messageId] };
  const files = await readFiles(host, out);
  if ('missing' in files) return { state: 'failed', reason: say('smtp.file', { name: files.missing }), parts: [] };
  const transport = makeTransport(endpoint);
  try {
    const envelope = { from: settings.from.address, to: [out.to.address] };
    await transport.sendMail({ ...letter, envelope, attachments: files.attachments, date: host.clock.now() });
    return { state: 'sent', parts: [letter.messageId] };
  } catch (error) {
    const facts = {
      host: endpoint.host,
      port: String(endpoint.port),
      user: endpoint.user,
      address: out.to.address,
      from: settings.from.address,
    };
    return toOutcome(readFailure(error as SmtpFailure), say, facts);
  } finally {
    transport.close();
  }
}

type Attachments = { filename: string; content: Buffer; contentType: string }[];

async function readFiles(host: ChannelHost, out: Outbound): Promise<{ attachments: Attachments } | { missing: string }> {
  const attachments: Attachments = [];
  for (const [at, file] of out.files.entries()) {
    const filename = oneLine(file.name ?? '') || `file-${at + 1}`;
    try {
      attachments.push({ filename, content: await host.readFile(file.sha256), contentType: oneLine(file.mime) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { missing: filename };
      throw error;
    }
  }
  return { attachments };
}
