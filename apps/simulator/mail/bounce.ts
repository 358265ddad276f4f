// The report of a mail server that could not deliver a letter (RFC 3464).
import type { Letter } from './letter.js';

/** A multipart/report from MAILER-DAEMON about `letter`; `status` such as 5.1.1, `recipient` who was not reached. */
export function bounce(letter: Letter, recipient: string, status = '5.1.1', diagnostic = '550 5.1.1 user unknown'): Buffer {
  const boundary = `report_${letter.at}`;
  const domain = recipient.split('@')[1] ?? 'localhost';
  const lines = [
    'Return-Path: <>',
    `From: Mail Delivery System <MAILER-DAEMON@${domain}>`,
    `To: ${letter.envelope.from}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${new Date(letter.at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <bounce.${letter.at}@${domain}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `I'm sorry, your message to ${recipient} could not be delivered.`,
    diagnostic,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; mx.${domain}`,
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
    `--${boundary}`,
    'Content-Type: message/rfc822',
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(lines.join('\r\n')), letter.raw, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}
