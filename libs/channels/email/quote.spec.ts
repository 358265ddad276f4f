// History as ru/en mail programs quote it, and what must stay visible.
import { describe, expect, it } from '@jest/globals';
import { foldQuotes, isForwardSubject } from './quote.js';

const OLD = 'Добрый день! Пришлите, пожалуйста, копию аттестата.';

describe('history', () => {
  it.each([
    [
      'Outlook, Russian',
      ['От: Приёмная комиссия <cc@example.ru>', 'Отправлено: 2 ноября 2026 г. 10:15', 'Кому: Анна', 'Тема: Документы', '', OLD],
    ],
    [
      'Outlook, English',
      ['From: Admissions <cc@example.ru>', 'Sent: Monday, November 2, 2026 10:15 AM', 'To: Anna', 'Subject: Documents', '', OLD],
    ],
    ['Outlook, bold marks', ['*От:* Приёмная комиссия', '*Дата:* понедельник', '*Кому:* Анна', '', OLD]],
    [
      'Outlook, rule',
      ['________________________________', 'От: Приёмная комиссия', 'Отправлено: 2 ноября 2026 г.', 'Тема: Документы', OLD],
    ],
    ['Original Message', ['-----Original Message-----', 'From: cc@example.ru', OLD]],
    ['Исходное сообщение', ['-----Исходное сообщение-----', 'From: cc@example.ru', OLD]],
    ['Samsung', ['-------- Исходное сообщение --------', 'От: cc@example.ru', OLD]],
    ['Gmail', ['пн, 2 нояб. 2026 г. в 10:15, Приёмная комиссия <cc@example.ru>:', '', `> ${OLD}`]],
    ['Gmail, wrapped', ['пн, 2 нояб. 2026 г. в 10:15, Приёмная комиссия Института', '<cc@example.ru>:', '', `> ${OLD}`]],
    ['Gmail, older', ['2 ноября 2026 г., 10:15 пользователь Приёмная комиссия <cc@example.ru> написал:', `> ${OLD}`]],
    ['Gmail, English', ['On Mon, Nov 2, 2026 at 10:15 AM Admissions <cc@example.ru> wrote:', '', `> ${OLD}`]],
    ['Yandex', ['02.11.2026, 10:15, "Приёмная комиссия" <cc@example.ru>:', OLD]],
    ['Mail.ru', ['Понедельник, 2 ноября 2026, 10:15 +03:00 от Приёмная комиссия <cc@example.ru>:', '>', `>${OLD}`]],
    ['Thunderbird', ['02.11.2026 10:15, Приёмная комиссия пишет:', `> ${OLD}`]],
    ['Thunderbird, English', ['On 02/11/2026 10:15, Admissions wrote:', `> ${OLD}`]],
    ['Apple', ['2 нояб. 2026 г., в 10:15, Приёмная комиссия <cc@example.ru> написал(а):', '', `> ${OLD}`]],
    ['The Bat!', ['Вы писали 2 ноября 2026 г., 10:15:42:', `> ${OLD}`]],
    ['only angles', [`> ${OLD}`, '> С уважением']],
  ])('%s', (_, history) => {
    const folded = foldQuotes(['Спасибо, высылаю.', '', 'Анна', '', ...history].join('\n'));
    expect(folded).toEqual({ visible: 'Спасибо, высылаю.\n\nАнна', quoted: history.join('\n'), boundary: history[0] });
  });
});

describe('what stays visible', () => {
  it.each([
    ['no history', 'Здравствуйте!\n\nХочу поступить.\nОт души: Анна'],
    ['a forward', 'Посмотрите:\n\n-------- Пересылаемое сообщение --------\nОт: x@example.ru\nТема: Счёт\nДата: вчера\n\nТекст'],
    ['a forward by Apple', 'Смотрите\n\nНачало переадресованного сообщения:\n\nОт: Пётр\nТема: Счёт\nДата: 2 ноября'],
    [
      'a forward by Gmail',
      'см.\n\n---------- Forwarded message ---------\nОт: Пётр <p@x.ru>\nDate: пн, 2 нояб. 2026 г. в 10:15\nSubject: Счёт\nTo: a@x.ru\n\nТекст',
    ],
    ['answers between quotes', '> Какой курс?\nТретий.\n> Какая группа?\nПервая.'],
    ['nothing but history', 'От: x@example.ru\nОтправлено: вчера\nТема: Счёт\n\nТекст'],
    ['a list typed by hand', 'Нужно:\n- паспорт\n- СНИЛС\nЖду до 02.11.2026, 10:15'],
  ])('%s', (_, text) => expect(foldQuotes(text)).toEqual({ visible: text, quoted: '', boundary: null }));

  it('an answer under the quote', () => {
    const folded = foldQuotes('02.11.2026 10:15, Приёмная комиссия пишет:\n> Какой у вас курс?\n\nТретий.\n-- \nАнна');
    expect(folded.visible).toBe('Третий.\n-- \nАнна');
    expect(folded.boundary).toBe('02.11.2026 10:15, Приёмная комиссия пишет:');
  });

  it('a header block under a forward subject', () => {
    const text = 'Прошу ответить.\n\nОт: Пётр\nОтправлено: вчера\nТема: Счёт\n\nТекст';
    expect(foldQuotes(text, { forward: isForwardSubject('FW: Счёт') }).visible).toBe(text);
  });

  it.each([
    ['Fwd: a', true],
    ['Re: FW: a', true],
    ['Пересл: a', true],
    ['Re: a', false],
    ['Вперёд к знаниям', false],
  ])('subject %s', (subject, forward) => expect(isForwardSubject(subject)).toBe(forward));

  it('a hundred thousand angle lines take no time', () => {
    const began = Date.now();
    foldQuotes('> a\nb\n'.repeat(50_000));
    foldQuotes(`${'пн, '.repeat(20_000)}:`);
    expect(Date.now() - began).toBeLessThan(2000);
  });
});
