// What is left of a message once its courtesies, envelope and wrong letters are gone.
import { describe, expect, it } from '@jest/globals';
import { normalise } from './normalise.js';

describe('normalise', () => {
  it.each([
    ['Здравствуйте! Подскажите, пожалуйста, когда стипендия? Заранее спасибо!', 'когда стипендия?'],
    ['Добрый день, хотела бы узнать, есть ли заочное отделение', 'есть ли заочное отделение'],
    ['Не могли бы вы подсказать, где деканат?', 'где деканат?'],
    ['У меня такой вопрос: сколько стоит общежитие', 'сколько стоит общежитие'],
    ['Hello! Could you please tell me when classes start? Thank you in advance', 'when classes start?'],
    ['Здравствуйте!', 'здравствуйте!'],
    ['Спасибо, всё понятно', 'все понятно'],
    ['ПЕРЕСДАЧА   КОГДА', 'пересдача когда'],
    ['Ещё раз про Wi-Fi', 'еще раз про wifi'],
    ['rjulf cnbgtylbz', 'когда стипендия'],
    ['Подскажите тел. +7 (900) 000-00-00 кому звонить', 'кому звонить'],
  ])('%s', (raw, text) => {
    expect(normalise(raw).text).toBe(text);
  });

  it('cuts the signature and the quoted letter', () => {
    const letter = 'Добрый день!\nКогда выдадут дипломы?\n\nС уважением,\nАнна\n> Ваше обращение принято';
    expect(normalise(letter).text).toBe('когда выдадут дипломы?');
  });

  it('offers the sentences of a long letter', () => {
    const letter =
      'Я мама абитуриента и живу в посёлке далеко от города. Сын занимается плаванием с детства. Скажите, когда заканчивается приём документов?';
    expect(normalise(letter).sentences).toHaveLength(3);
    expect(normalise('Когда приём?').sentences).toEqual([]);
  });

  it.each(['', ' ', '…', '🙂', '\u200b', 'a'.repeat(100_000), '> > >'])('survives odd text %#', (raw) => {
    expect(typeof normalise(raw).text).toBe('string');
  });
});
