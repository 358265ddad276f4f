// Every sentence the hotline speaks, by key; {names} are filled when spoken. Replaceable in the settings like other texts.

/** Sentences for the ear: short, the topic first and the key after it, numbers as words. */
export const hotlineTexts = {
  ru: {
    greeting: 'Здравствуйте! Контактный отдел Института „Меридиан“.',
    recorded: 'Разговор записывается.',
    'menu.root':
      'Поступление — один. Учёба, справки, расписание — два. Оплата и договоры — три. Жалоба или предложение — четыре. Соединить с менеджером сразу — ноль.',
    'menu.english': 'For English, press nine.',
    'menu.ticket': 'Вы по обращению {number}? Нажмите один. По другому вопросу — два.',
    'menu.silent': 'Мы не услышали ваш выбор.',
    'menu.wrong': 'Такого пункта нет.',
    'menu.person': 'Соединяем с менеджером.',
    'wait.place': 'Вы {place} в очереди, примерно {minutes}.',
    'wait.place-only': 'Вы {place} в очереди.',
    'wait.soon': 'Вы {place} в очереди, ответим меньше чем через минуту.',
    'wait.long': 'Вы {place} в очереди. Ждать придётся больше пятнадцати минут.',
    'wait.callback': 'Не ждите: нажмите один — перезвоним на этот номер и сохраним ваше место.',
    'wait.closing': 'Менеджеры закончили работу. Перезвоним, как только откроемся. Нажмите один, чтобы подтвердить.',
    'callback.agreed': 'Хорошо, перезвоним на этот номер. Ваше место в очереди сохранено. До свидания!',
    'callback.hello': 'Здравствуйте! Институт „Меридиан“. Вы просили перезвонить. Соединяем с менеджером.',
    connecting: 'Соединяем. Ваше обращение {number}.',
    'connecting.plain': 'Соединяем.',
    closed: 'Здравствуйте! Контактный отдел Института „Меридиан“ сейчас не работает. {hours}',
    'closed.voicemail': 'Оставить сообщение — нажмите один.',
    'voicemail.prompt': 'Оставьте сообщение после сигнала и назовите удобное время для звонка. Закончите клавишей «решётка».',
    'voicemail.kept': 'Спасибо, сообщение сохранено. Мы перезвоним. До свидания!',
    'voicemail.empty': 'Сообщение не записалось. Мы видим ваш номер и перезвоним. До свидания!',
    'hold.wait': 'Пожалуйста, оставайтесь на линии.',
    'line.full': 'Сейчас все линии заняты.',
    fault: 'Извините, произошла техническая неполадка. Мы видим ваш номер и перезвоним. До свидания!',
    'client.hello': 'Здравствуйте! Вам звонят из Контактного отдела Института „Меридиан“. Соединяем с менеджером.',
    'agent.offer': 'Звонок горячей линии. Чтобы принять, нажмите один.',
    'agent.gone': 'Звонок уже принят или завершён.',
    goodbye: 'Спасибо за звонок. До свидания!',
  },
  en: {
    greeting: 'Hello! This is the contact department of Meridian Institute.',
    recorded: 'The call is recorded.',
    'menu.root':
      'Admission: one. Studies, certificates, timetable: two. Payment and contracts: three. Complaint or suggestion: four. To speak to a manager now: zero.',
    'menu.english': 'Чтобы продолжить на русском, нажмите девять.',
    'menu.ticket': 'Are you calling about inquiry {number}? Press one. For another matter, press two.',
    'menu.silent': 'We did not hear your choice.',
    'menu.wrong': 'There is no such option.',
    'menu.person': 'Connecting you to a manager.',
    'wait.place': 'You are {place} in line, about {minutes}.',
    'wait.place-only': 'You are {place} in line.',
    'wait.soon': 'You are {place} in line, we will answer in less than a minute.',
    'wait.long': 'You are {place} in line. The wait is more than fifteen minutes.',
    'wait.callback': 'No need to wait: press one and we will call this number back and keep your place.',
    'wait.closing': 'Our managers have finished for today. We will call you as soon as we open. Press one to confirm.',
    'callback.agreed': 'We will call this number back. Your place in line is kept. Goodbye!',
    'callback.hello': 'Hello! This is Meridian Institute. You asked us to call back. Connecting you to a manager.',
    connecting: 'Connecting you. Your inquiry is {number}.',
    'connecting.plain': 'Connecting you.',
    closed: 'Hello! The contact department of Meridian Institute is closed now. {hours}',
    'closed.voicemail': 'To leave a message, press one.',
    'voicemail.prompt': 'Please leave a message after the tone and say when to call you. Finish with the hash key.',
    'voicemail.kept': 'Thank you, your message is kept. We will call you. Goodbye!',
    'voicemail.empty': 'Nothing was recorded. We see your number and will call you back. Goodbye!',
    'hold.wait': 'Please stay on the line.',
    'line.full': 'All our lines are busy now.',
    fault: 'Sorry, something went wrong on our side. We see your number and will call you back. Goodbye!',
    'client.hello': 'Hello! This is the contact department of Meridian Institute. Connecting you to a manager.',
    'agent.offer': 'A hotline call. To accept, press one.',
    'agent.gone': 'The call was already taken or is over.',
    goodbye: 'Thank you for calling. Goodbye!',
  },
} as const;

export type TextKey = keyof (typeof hotlineTexts)['ru'];
export type Language = keyof typeof hotlineTexts;

/** A sentence written in the account's settings. */
export interface OwnWords {
  ru: string;
  en: string;
}

/** A sentence to be spoken: of the catalogue, or (`own`) as the settings word it. */
export interface Spoken {
  key: TextKey | 'own';
  own?: OwnWords;
  facts?: Record<string, string | number>;
  /** A sentence in another language than the page's: the offer to change it. */
  spokenIn?: Language;
}
