// The stand-in's strict reading of TwiML, and its clock.
import { describe, expect, it } from '@jest/globals';
import { ManualClock } from './clock.js';
import { parseTwiml } from './twiml.js';
import { wavTone } from './wav.js';

describe('reading', () => {
  it('reads verbs, attributes, entities, CDATA and speech markup', () => {
    const [say, gather] = parseTwiml(`<?xml version="1.0" encoding="UTF-8"?><!-- c --><Response>
      <Say language='ru-RU'>Раз &amp; <emphasis>два</emphasis> &#1090;&#x440;и <![CDATA[<4>]]></Say><Gather action="/a?b=1&amp;c=2"><Pause/></Gather></Response>`);
    expect(say).toMatchObject({ name: 'Say', attrs: { language: 'ru-RU' }, text: 'Раз & два три <4>' });
    expect(gather).toMatchObject({ attrs: { action: '/a?b=1&c=2' }, children: [{ name: 'Pause' }] });
  });

  it.each([
    ['', '12100'],
    ['<Response><Say></Response>', '12100'],
    ['<Response></Response><Response/>', '12100'],
    ['<Response>&nbsp;</Response>', '12100'],
    ['<Response a=b/>', '12100'],
    ['<html/>', '12100'],
    ['<Response><Speak/></Response>', '12200'],
    ['<Response><Gather><Dial/></Gather></Response>', '12200'],
  ])('refuses %s', (xml, code) => {
    expect(() => parseTwiml(xml)).toThrow(code);
  });
});

describe('clock', () => {
  it('fires in order, lets each timer set others, and forgets cancelled ones', async () => {
    const clock = new ManualClock(new Date(0));
    const fired: string[] = [];
    const log = (name: string) => () => void fired.push(`${name}@${clock.now().getTime()}`);
    clock.after(30, log('c'));
    clock.after(10, () => {
      log('a')();
      clock.after(10, log('b'));
    });
    clock.after(25, log('never'))();
    await clock.advance(29);
    expect(fired).toEqual(['a@10', 'b@20']);
    expect([clock.untilNext(), clock.now().getTime()]).toEqual([1, 29]);
  });
});

it('makes a recording of the right length', () => {
  expect(wavTone(2).length).toBe(44 + 16_000);
});
