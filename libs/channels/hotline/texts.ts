// Every sentence the hotline speaks, by key; {names} are filled when spoken. Replaceable in the settings like other texts.

/** Sentences for the ear: short, the topic first and the key after it, numbers as words; each in the language it stands under. */
export const hotlineTexts = {
  ru: {
    greeting: 'Здравствуйте! Контактный отдел Института „Меридиан“.',
    recorded: 'Разговор записывается.',
    'menu.root':
      'Поступление — один. Учёба, справки, расписание — два. Оплата и договоры — три. Жалоба или предложение — четыре. Соединить с менеджером сразу — ноль.',
    'menu.english': 'Чтобы продолжить на русском, нажмите девять.',
    'menu.ticket': 'Вы по обращению {number}? Нажмите один. По другому вопросу — два.',
    'menu.silent': 'Мы не услышали ваш выбор.',
    'menu.wrong': 'Такого пункта нет.',
    'menu.person': 'Соединяем с менеджером.',
    'wait.place': 'Ваше место в очереди — {place}. Ждать примерно {minutes}.',
    'wait.place-only': 'Ваше место в очереди — {place}.',
    'wait.soon': 'Ваше место в очереди — {place}. Ждать меньше минуты.',
    'wait.long': 'Ваше место в очереди — {place}. Ждать придётся больше пятнадцати минут.',
    'wait.callback': 'Можно не ждать: нажмите один, и мы перезвоним на этот номер. Место в очереди сохранится.',
    'wait.closing': 'Менеджеры закончили работу. Нажмите один, и мы перезвоним на этот номер, как только откроемся.',
    'wait.closed': 'Менеджеры закончили работу. Пожалуйста, позвоните в рабочее время.',
    'callback.agreed': 'Хорошо, перезвоним на этот номер. Ваше место в очереди сохранено. До свидания!',
    'callback.hello': 'Здравствуйте! Институт „Меридиан“. Вы просили перезвонить. Соединяем с менеджером.',
    connecting: 'Соединяем. Номер вашего обращения: {number}.',
    'connecting.plain': 'Соединяем.',
    closed: 'Здравствуйте! Контактный отдел Института „Меридиан“ сейчас не работает.',
    'closed.opens': 'Откроемся {when}.',
    redirected:
      'Здравствуйте! Контактный отдел Института „Меридиан“ больше не отвечает по телефону. Напишите нам на почту или в чат на сайте Института.',
    'closed.voicemail': 'Оставить сообщение — один.',
    'voicemail.prompt': 'Оставьте сообщение после сигнала и назовите удобное время для звонка. В конце нажмите решётку.',
    'voicemail.kept': 'Спасибо, сообщение сохранено. Мы перезвоним. До свидания!',
    'voicemail.empty': 'Сообщение не записалось. Мы видим ваш номер и перезвоним. До свидания!',
    'voicemail.empty.hidden': 'Сообщение не записалось, а ваш номер скрыт. Пожалуйста, позвоните ещё раз. До свидания!',
    'hold.wait': 'Пожалуйста, оставайтесь на линии.',
    'line.full': 'Сейчас все линии заняты.',
    fault: 'Извините, произошла техническая неполадка. Мы видим ваш номер и перезвоним. До свидания!',
    'fault.hidden': 'Извините, произошла техническая неполадка. Пожалуйста, позвоните ещё раз. До свидания!',
    'client.hello': 'Здравствуйте! Вам звонят из Контактного отдела Института „Меридиан“. Соединяем с менеджером.',
    'agent.offer': 'Звонок горячей линии. Чтобы принять, нажмите один.',
    'agent.gone': 'Звонок уже принят или завершён.',
    'agent.refused': 'Хорошо, звонок получит другой менеджер.',
    goodbye: 'Спасибо за разговор. До свидания!',
  },
  en: {
    greeting: 'Hello! This is the contact department of Meridian Institute.',
    recorded: 'The call is recorded.',
    'menu.root':
      'Admission: one. Studies, certificates, timetable: two. Payment and contracts: three. Complaint or suggestion: four. To speak to a manager now: zero.',
    'menu.english': 'For English, press nine.',
    'menu.ticket': 'Are you calling about inquiry {number}? Press one. For another matter, press two.',
    'menu.silent': 'We did not hear your choice.',
    'menu.wrong': 'There is no such option.',
    'menu.person': 'Connecting you to a manager.',
    'wait.place': 'You are {place} in line, about {minutes}.',
    'wait.place-only': 'You are {place} in line.',
    'wait.soon': 'You are {place} in line, we will answer in less than a minute.',
    'wait.long': 'You are {place} in line. The wait is more than fifteen minutes.',
    'wait.callback': 'No need to wait: press one and we will call this number back and keep your place.',
    'wait.closing': 'Our managers have finished for today. Press one and we will call this number back as soon as we open.',
    'wait.closed': 'Our managers have finished for today. Please call in working hours.',
    'callback.agreed': 'We will call this number back. Your place in line is kept. Goodbye!',
    'callback.hello': 'Hello! This is Meridian Institute. You asked us to call back. Connecting you to a manager.',
    connecting: 'Connecting you. Your inquiry is {number}.',
    'connecting.plain': 'Connecting you.',
    closed: 'Hello! The contact department of Meridian Institute is closed now.',
    'closed.opens': 'We open {when}.',
    redirected:
      'Hello! The contact department of Meridian Institute no longer answers by telephone. Please write by e-mail or in the chat on our site.',
    'closed.voicemail': 'To leave a message, press one.',
    'voicemail.prompt': 'Please leave a message after the tone and say when to call you. Finish with the hash key.',
    'voicemail.kept': 'Thank you, your message is kept. We will call you. Goodbye!',
    'voicemail.empty': 'Nothing was recorded. We see your number and will call you back. Goodbye!',
    'voicemail.empty.hidden': 'Nothing was recorded, and your number is hidden. Please call again. Goodbye!',
    'hold.wait': 'Please stay on the line.',
    'line.full': 'All our lines are busy now.',
    fault: 'Sorry, something went wrong on our side. We see your number and will call you back. Goodbye!',
    'fault.hidden': 'Sorry, something went wrong on our side. Please call again. Goodbye!',
    'client.hello': 'Hello! This is the contact department of Meridian Institute. Connecting you to a manager.',
    'agent.offer': 'A hotline call. To accept, press one.',
    'agent.gone': 'The call was already taken or is over.',
    'agent.refused': 'The call goes to somebody else.',
    goodbye: 'Thank you for talking to us. Goodbye!',
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
