// The provider's signature: published vectors, and agreement with the stand-in that writes its own.
import { describe, expect, it } from '@jest/globals';
import { signWebhook } from '#apps/simulator/telephone/signature.js';
import { formOf, fromProvider } from './signature.js';

const VECTORS: [string, string, Record<string, string>, string][] = [
  [
    'the vendor’s example',
    'https://mycompany.com/myapp.php?foo=1&bar=2',
    { CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234', From: '+14158675309', To: '+18005551212' },
    'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  ],
  [
    'a voice request',
    'https://hotline.example.edu/twilio/voice?line=admission',
    { CallSid: 'CA1234567890ABCDE1234567890ABCDE12', Caller: '+79161234567', Digits: '1', From: '+79161234567', To: '+74950000000' },
    'GcXPvRtXflBG3ZKnflhKL/wMOr4=',
  ],
  [
    'Cyrillic',
    'https://hotline.example.edu/twilio/whatsapp',
    {
      Body: 'Здравствуйте',
      From: 'whatsapp:+79161234567',
      MessageSid: 'SM00000000000000000000000000000001',
      NumMedia: '0',
      To: 'whatsapp:+14155238886',
      WaId: '79161234567',
    },
    'qiy4wfzIedS3oxkVar5y3cbsCq4=',
  ],
];

describe('signature', () => {
  it.each(VECTORS)('holds for %s', (_, url, form, signature) => {
    expect(fromProvider('12345', signature, url, form)).toBe(true);
    expect(signWebhook('12345', url, form)).toBe(signature);
  });

  const [, url, form, signature] = VECTORS[1];
  it.each([
    ['another token', '12346', signature, url, form],
    ['no token', '', signature, url, form],
    ['no signature', '12345', undefined, url, form],
    ['an empty signature', '12345', '', url, form],
    ['rubbish', '12345', 'не подпись', url, form],
    ['another host', '12345', signature, url.replace('example.edu', 'example.org'), form],
    ['another query', '12345', signature, `${url}&x=1`, form],
    ['a changed value', '12345', signature, url, { ...form, Digits: '2' }],
    ['an added value', '12345', signature, url, { ...form, Extra: '1' }],
  ])('fails for %s', (_, token, given, address, values) => {
    expect(fromProvider(token, given, address, values)).toBe(false);
  });

  it('reads a form as UTF-8 whatever the cut of its packets', () => {
    expect(formOf(Buffer.from('SpeechResult=%D0%BE%D0%B1%D1%89%D0%B5%D0%B6%D0%B8%D1%82%D0%B8%D0%B5&From=%2B79161234567'))).toEqual({
      SpeechResult: 'общежитие',
      From: '+79161234567',
    });
  });
});
