// What lies open when a newcomer first signs in (UX 7.2): fourteen inquiries, one overdue, and complaints near their date.
import { addressIn, type Bearer } from './clients.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './moscow.js';
import type { SeedMessage, SeedTicket } from './story.js';
import { bareTicket, type World } from './telling.js';
import { filler } from './words.js';

/** Who speaks: the client, or a login; `note:` before a login is an inner note. */
type Line = readonly [minutesAgo: number, who: string, text: string];

interface Scene {
  channel: string;
  topic: string;
  category: string;
  state: 'queued' | 'assigned' | 'client' | 'department' | 'snoozed';
  assignee?: string;
  /** Minutes until the first answer is due; less than zero is overdue. */
  dueIn?: number;
  subject?: string;
  lines: readonly Line[];
}

const C = 'client';
const SCENES: readonly Scene[] = [
  {
    channel: 'email',
    topic: 'fee_price',
    category: 'applicant',
    state: 'queued',
    dueIn: -25,
    subject: 'Стоимость обучения',
    lines: [
      [
        295,
        C,
        'Здравствуйте!\n\nСколько стоит год на программе «{programme}» и есть ли скидка, если брат уже учится у вас? Звонил{|а} утром, не дождал{ся|ась}.\n\nСпасибо',
      ],
    ],
  },
  {
    channel: 'email',
    topic: 'adm_deadlines',
    category: 'applicant',
    state: 'queued',
    dueIn: 180,
    subject: 'Сроки подачи',
    lines: [[52, C, 'Добрый день!\n\nПодскажите, до какого числа можно подать документы на вечернюю форму и когда будут экзамены.']],
  },
  {
    channel: 'api',
    topic: 'adm_prep',
    category: 'applicant',
    state: 'queued',
    dueIn: 210,
    subject: 'Заявка с сайта',
    lines: [[17, C, 'Запишите, пожалуйста, на день открытых дверей, нас будет двое.']],
  },
  {
    channel: 'telegram',
    topic: 'schedule',
    category: 'student',
    state: 'assigned',
    assignee: 'maria',
    lines: [
      [34, C, 'В субботу пары будут?'],
      [31, 'maria', 'Здравствуйте! Уточните, пожалуйста, номер группы.'],
      [2, C, '{group}'],
    ],
  },
  {
    channel: 'max',
    topic: 'onboarding',
    category: 'student',
    state: 'client',
    assignee: 'maria',
    lines: [
      [140, C, 'Здравствуйте, не пришло приглашение в чат группы'],
      [131, 'maria', 'Здравствуйте! Отправили приглашение ещё раз на почту из заявления. Проверьте, пожалуйста, и папку «Спам».'],
    ],
  },
  {
    channel: 'email',
    topic: 'contacts',
    category: 'alumnus',
    state: 'department',
    assignee: 'maria',
    subject: 'Архив',
    lines: [
      [1500, C, 'Здравствуйте! Нужен адрес и часы работы архива, чтобы отправить запрос из другого города.'],
      [1460, 'maria', 'Здравствуйте! Уточняем часы приёма у архива и сообщим вам сегодня.'],
      [1455, 'note:maria', 'Запрос в архив отправлен, ждём часы приёма на эту неделю.'],
    ],
  },
  {
    channel: 'chat',
    topic: 'fee_price',
    category: 'applicant',
    state: 'assigned',
    assignee: 'olga',
    lines: [
      [9, C, 'А рассрочка на первый курс есть?'],
      [8, 'olga', 'Здравствуйте! Да, можно платить по семестрам или в четыре платежа. Какая программа вас интересует?'],
      [1, C, '{programme}, очно'],
    ],
  },
  {
    channel: 'walk-in',
    topic: 'contacts',
    category: 'other',
    state: 'assigned',
    assignee: 'irina',
    lines: [
      [6, C, 'Спрашивает, где оформить пропуск для родителя на день защиты.'],
      [5, 'note:irina', 'Посетитель ждёт у стойки.'],
    ],
  },
  {
    channel: 'email',
    topic: 'library',
    category: 'student',
    state: 'snoozed',
    assignee: 'maria',
    subject: 'Учебники',
    lines: [
      [1700, C, 'Когда можно получить учебники на новый семестр?'],
      [1680, 'maria', 'Здравствуйте! Новые учебники поступают завтра. Напишем вам, как только их можно будет забрать.'],
    ],
  },
  {
    channel: 'email',
    topic: 'adm_documents',
    category: 'applicant',
    state: 'queued',
    dueIn: 150,
    subject: 'Документы после колледжа',
    lines: [[71, C, 'Здравствуйте! Заканчиваю колледж, поступаю на «{programme}». Какие документы нужны и принимаете ли сканы?']],
  },
  {
    channel: 'telegram',
    topic: 'adm_scores',
    category: 'applicant',
    state: 'assigned',
    assignee: 'timur',
    lines: [
      [63, C, 'У меня {score}, хватит на бюджет?'],
      [58, 'timur', 'Здравствуйте! На какую программу смотрите?'],
      [12, C, '{programme}'],
    ],
  },
  {
    channel: 'telegram',
    topic: 'certificates',
    category: 'student',
    state: 'client',
    assignee: 'svetlana',
    lines: [
      [220, C, 'Нужна справка об обучении'],
      [205, 'svetlana', 'Здравствуйте! Подготовим. Справка нужна на бумаге или в электронном виде?'],
    ],
  },
  {
    channel: 'email',
    topic: 'fee_payment',
    category: 'student',
    state: 'assigned',
    assignee: 'rustam',
    subject: 'Оплата не видна',
    lines: [
      [400, C, 'Оплатил{|а} {sum} рублей, в кабинете всё ещё висит долг.'],
      [330, 'rustam', 'Здравствуйте! Пришлите, пожалуйста, чек — найдём платёж.'],
      [25, C, 'Вот номер платежа: 77-{room}. Чек пришлю вечером.'],
    ],
  },
  {
    channel: 'email',
    topic: 'dormitory',
    category: 'student',
    state: 'assigned',
    assignee: 'denis',
    subject: 'Не греет батарея',
    lines: [
      [1600, C, 'В комнате {room} второй день не работает отопление, вечером 15 градусов.'],
      [1570, 'denis', 'Здравствуйте! Заявка передана слесарю, придёт сегодня до вечера.'],
      [95, C, 'Слесарь был, но к утру батарея снова холодная.'],
    ],
  },
];

const COMPLAINTS: readonly (readonly [daysAgo: number, topic: string, text: string])[] = [
  [29, 'quality', 'Преподаватель третью неделю не приходит на занятия группы {group}. Просим принять меры.'],
  [28, 'quality', 'Мне нагрубили в окне учебного отдела. Прошу разобраться и ответить письменно.'],
  [27, 'dormitory', 'Соседи шумят каждую ночь, комендант не реагирует. Требую проверки.'],
  [26, 'quality', 'В аудитории {room} невозможно заниматься: холодно и протекает окно.'],
  [24, 'quality', 'Оценку за экзамен исправили без объяснений. Прошу провести проверку.'],
  [23, 'dormitory', 'За общежитие списали дважды, деньги не возвращают.'],
];

export function makeToday(world: World): SeedTicket[] {
  const taken = new Set<number>();
  const someone = (category: string): Bearer => {
    const found =
      world.bearers.find(({ card }) => card.category === category && !taken.has(card.key) && !card.owner) ??
      world.bearers.find(({ card }) => !taken.has(card.key))!;
    taken.add(found.card.key);
    return found;
  };
  const scenes = SCENES.map((scene) => stage(world, scene, someone(scene.category)));
  return [...scenes, ...COMPLAINTS.map((complaint) => complain(world, complaint, someone('student')))];
}

function stage(world: World, scene: Scene, bearer: Bearer): SeedTicket {
  const ago = (minutes: number) => new Date(world.now.getTime() - minutes * MINUTE_MS);
  const talk = world.talks.find((one) => one.topic === scene.topic)!;
  const createdAt = ago(scene.lines[0]![0]);
  const fill = filler(world.chance, bearer, createdAt);
  addressIn(bearer.card, scene.channel);
  const ticket = bareTicket(world.chance, talk, scene.channel, bearer, createdAt);
  const messages = scene.lines.map(
    ([minutes, who, text]): SeedMessage => ({
      at: ago(minutes),
      direction: directionOf(who),
      author: who === C ? null : who.replace('note:', ''),
      text: fill(text),
    }),
  );
  const answered = messages.filter((message) => message.direction === 'outbound');
  return {
    ...ticket,
    kind: talk.kind ?? 'request',
    legalDueAt: null,
    subject: scene.subject ?? null,
    status: scene.state === 'queued' || scene.state === 'assigned' ? scene.state : 'waiting',
    waitingFor: ({ client: 'client', department: 'department', snoozed: 'until' } as const)[scene.state as 'client'] ?? null,
    assignee: scene.assignee ?? null,
    assignedAt: scene.assignee ? new Date(createdAt.getTime() + MINUTE_MS / 2) : null,
    firstAnswerAt: answered[0]?.at ?? null,
    firstAnswerDueAt: scene.dueIn === undefined ? null : ago(-scene.dueIn),
    resolutionDueAt: new Date(world.now.getTime() + DAY_MS + HOUR_MS),
    snoozedUntil: scene.state === 'snoozed' ? new Date(world.now.getTime() + 20 * HOUR_MS) : null,
    messages,
  };
}

const directionOf = (who: string): SeedMessage['direction'] => (who === C ? 'inbound' : who.startsWith('note:') ? 'note' : 'outbound');

/** Registered weeks ago, being looked into, due within days (D9). */
function complain(world: World, [daysAgo, topic, text]: (typeof COMPLAINTS)[number], bearer: Bearer): SeedTicket {
  const talk = world.talks.find((one) => one.topic === topic)!;
  const createdAt = new Date(world.now.getTime() - daysAgo * DAY_MS + 3 * HOUR_MS);
  addressIn(bearer.card, 'email');
  const assignee = topic === 'dormitory' ? 'denis' : 'pavel';
  const answeredAt = new Date(createdAt.getTime() + 2 * HOUR_MS);
  const legalDueAt = new Date(createdAt.getTime() + 30 * DAY_MS);
  return {
    ...bareTicket(world.chance, { ...talk, kind: 'complaint' }, 'email', bearer, createdAt),
    subject: 'Жалоба',
    status: 'waiting',
    waitingFor: 'department',
    assignee,
    assignedAt: new Date(createdAt.getTime() + HOUR_MS),
    firstAnswerAt: answeredAt,
    resolutionDueAt: legalDueAt,
    legalDueAt,
    messages: [
      { at: createdAt, direction: 'inbound', author: null, text: filler(world.chance, bearer, createdAt)(text) },
      {
        at: answeredAt,
        direction: 'outbound',
        author: assignee,
        text: 'Здравствуйте! Жалоба зарегистрирована и передана на рассмотрение. О принятых мерах сообщим письменно.',
      },
    ],
  };
}
