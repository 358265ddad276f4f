// Kinds and risk words on sentences as people write them.
import { describe, expect, it } from '@jest/globals';
import { asks, kindOf, risksIn } from './kind.js';

describe('kindOf', () => {
  it.each([
    ['Когда начинается сессия?', 'request'],
    ['Какие экзамены сдают на юриста', 'request'],
    ['Подскажите порядок подачи жалобы', 'request'],
    ['Как оформить заявление на академ?', 'request'],
    ['Прошу отчислить меня по собственному желанию', 'statement'],
    ['Прошу предоставить место в общежитии с 1 сентября.', 'statement'],
    ['Настоящим уведомляю о смене фамилии', 'statement'],
    ['Предлагаю поставить лавочки у второго корпуса', 'proposal'],
    ['Было бы здорово продлить часы библиотеки', 'proposal'],
    ['Хочу пожаловаться на преподавателя', 'complaint'],
    ['Преподаватель не приходит на занятия уже третью неделю, примите меры', 'complaint'],
    ['Мне нахамили в деканате!', 'complaint'],
    ['Это безобразие, никто не отвечает', 'complaint'],
    ['I want to complain about the service', 'complaint'],
    ['I suggest opening the gym earlier', 'proposal'],
    ['Направление химия и хамелеоны', 'request'],
    ['Какие документы требуются?', 'request'],
    ['Сколько можно брать академ?', 'request'],
    ['Добро пожаловать?', 'request'],
    ['Сколько можно ждать ответа!', 'complaint'],
    ['', 'request'],
  ])('%s is a %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });
});

describe('risksIn', () => {
  it.each([
    ['Я больше не хочу жить', ['suicide']],
    ['Не хочу жить в общежитии', []],
    ['Сосед угрожает мне и бьёт', ['violence', 'threat']],
    ['Преподаватель требует взятку, иду в прокуратуру', ['corruption', 'prosecutor']],
    ['Меня обманули мошенники от имени института', ['fraud']],
    ['В общежитии пожар', ['emergency']],
    ['Пожарная безопасность — есть такая специальность?', []],
    ['Когда суббота рабочая?', []],
    ['Я под угрозой отчисления', []],
    ['Хотите обменяться книгами', []],
    ['Someone sent a bomb threat', ['threat']],
  ])('%s', (text, risks) => {
    expect(risksIn(text)).toEqual(risks);
  });
});

describe('asks', () => {
  it.each([
    ['Где деканат', true],
    ['Никак не найду', false],
    ['Есть места?', true],
    ['Прошу вернуть деньги', false],
  ])('%s: %s', (text, answer) => {
    expect(asks(text)).toBe(answer);
  });
});
