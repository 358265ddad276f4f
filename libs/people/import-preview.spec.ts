// What an import of clients would do, row by row.
import { describe, expect, it } from '@jest/globals';
import { mapClientColumns } from './import-columns.js';
import { identityKeys, ownerIndex, previewClients } from './import-preview.js';
import { codeIndex, previewStaff } from './import-staff.js';
import { readCsv } from './import-table.js';

const csv = (...lines: string[]) => readCsv(Buffer.from(lines.join('\n')));
const agents = [
  { id: '7', login: 'timur', name: 'Гайнуллин Тимур Ренатович' },
  { id: '8', login: 'svetlana', name: 'Смирнова Светлана Юрьевна' },
  { id: '9', login: 'smirnova', name: 'Смирнова Софья Юрьевна' },
];
const nothing = { identities: new Map<string, string>(), owners: ownerIndex(agents) };

describe('columns', () => {
  it.each([
    [['ФИО', 'Телефон', 'E-mail'], { name: [0], phone: [1], email: [2] }],
    [['Фамилия', 'Имя', 'Отчество', 'Почта'], { surname: [0], given: [1], patronymic: [2], email: [3] }],
    [['Full name', 'Phone', 'Mobile', 'Category', 'Manager'], { name: [0], phone: [1, 2], category: [3], owner: [4] }],
    [['Ф.И.О.*', 'Телефон 1', 'Телефон 2', 'Эл. почта'], { name: [0], phone: [1, 2], email: [3] }],
    [['ФИО', 'ФИО родителя', 'Телефон родителя', 'Персональный менеджер'], { name: [0], parentName: [1], parentPhone: [2], owner: [3] }],
  ])('%j', (columns, mapping) => expect(mapClientColumns(columns)).toEqual({ mapping, unknown: [] }));

  it('names what nothing reads', () => expect(mapClientColumns(['ФИО', 'Рост', 'Телефон']).unknown).toEqual(['Рост']));
});

describe('previewClients', () => {
  it('reads a full row', () => {
    const preview = previewClients(
      csv(
        'Фамилия;Имя;Отчество;Телефон;Почта;Категория;Программа;Менеджер;Дата рождения;Язык;Примечание;Родитель;Телефон родителя',
        'Соколова;Мария;Ивановна;8 (916) 123-45-67, 89161234568;M@Example.org;абитуриент;Менеджмент;Гайнуллин Т. Р.;05.03.2008;русский;звонить вечером;Соколов Иван Петрович;+7 916 000-00-01',
      ),
      nothing,
    );
    expect(preview.errors).toEqual([]);
    expect(preview.creates).toEqual([
      {
        line: 2,
        name: 'Соколова Мария Ивановна',
        category: 'applicant',
        phones: ['+79161234567', '+79161234568'],
        emails: ['m@example.org'],
        programme: 'Менеджмент',
        ownerId: '7',
        birthDate: '2008-03-05',
        language: 'ru',
        note: 'звонить вечером',
        parent: { name: 'Соколов Иван Петрович', phones: ['+79160000001'], emails: [] },
      },
    ]);
  });

  it.each([
    ['', '8916', 'name', 'missing'],
    ['я'.repeat(301), '', 'name', 'too-long'],
    ['Иван', 'нет', 'phone', 'phone'],
    ['Иван', '7.91612E+10', 'phone', 'phone-cut'],
  ])('says why: name %.5s, phone %s', (name, phone, field, reason) => {
    const preview = previewClients(csv('ФИО;Телефон;Город', `${name};${phone};Уфа`), nothing);
    expect(preview.errors).toContainEqual(expect.objectContaining({ line: 2, field, reason }));
    expect(preview.creates).toEqual([]);
  });

  it.each([
    ['Почта', 'ivan@', 'email', 'email'],
    ['Категория', 'гость', 'category', 'category'],
    ['Дата рождения', '31.02.2008', 'birthDate', 'date'],
    ['Язык', 'тарабарский', 'language', 'language'],
    ['Менеджер', 'Никто Н. Н.', 'owner', 'owner'],
    ['Менеджер', 'Смирнова С. Ю.', 'owner', 'owner'],
    ['Телефон родителя', '89160000001', 'parentName', 'parent-name'],
  ])('%s «%s» is refused', (column, value, field, reason) => {
    const preview = previewClients(csv(`ФИО;${column}`, `Иванов Иван;${value}`), nothing);
    expect(preview.errors).toEqual([expect.objectContaining({ line: 2, field, reason })]);
  });

  it('finds doubles in the file and known people in the base', () => {
    const identities = new Map([
      ['phone:+79160000001', '101'],
      ['email:a@example.org', '102'],
    ]);
    const preview = previewClients(
      csv(
        'ФИО;Телефон;Почта',
        'Новый Иван;89160000009;', // 2 new
        'НОВЫЙ  иван;+7 916 000-00-09;', // 3 the same
        'Новая Мать;89160000009;', // 4 another person, the same phone
        'Знакомый Пётр;89160000001;p@example.org', // 5 known by phone
        'Спорный Олег;89160000001;a@example.org', // 6 repeats 5
        'Двойной Олег;89160000002;A@example.ORG', // 7 known by e-mail
        'Тёзка Анна;;', // 8 no contact
        'Тезка Анна;;', // 9 the very same row
      ),
      { ...nothing, identities },
    );
    expect(preview.creates.map((draft) => draft.line)).toEqual([2, 8]);
    expect(preview.updates.map(({ clientId, by, draft }) => [draft.line, clientId, by])).toEqual([
      [5, '101', 'phone:+79160000001'],
      [7, '102', 'email:a@example.org'],
    ]);
    expect(preview.duplicates.map(({ line, of, sameName }) => [line, of, sameName])).toEqual([
      [3, 2, true],
      [4, 2, false],
      [6, 5, false],
      [9, 8, true],
    ]);
  });

  it('refuses a row whose contacts belong to two cards', () => {
    const identities = new Map([
      ['phone:+79160000001', '101'],
      ['email:a@example.org', '102'],
    ]);
    const preview = previewClients(csv('ФИО;Телефон;Почта', 'Спорный Олег;89160000001;a@example.org'), { ...nothing, identities });
    expect(preview.errors).toEqual([{ line: 2, field: 'name', value: 'Спорный Олег', reason: 'two-clients' }]);
  });

  it.each([
    ['timur', '7'],
    ['гайнуллин тимур', '7'],
    ['Гайнуллин Т.Р.', '7'],
    ['Смирнова Светлана Юрьевна', '8'],
    ['Смирнова С. Ю.', undefined],
  ])('finds a manager by %s', (name, id) => expect(ownerIndex(agents).get(name.toLowerCase())).toBe(id));

  it('sorts 10,000 rows in less than a second', () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `Фамилия${i % 9000} Имя Отчествович;8 (999) ${String(i % 9500).padStart(7, '0')};p${i}@example.org;студент;timur`,
    );
    const table = csv('ФИО;Телефон;Почта;Категория;Менеджер', ...rows);
    const identities = new Map(Array.from({ length: 5000 }, (_, i) => [`phone:+7999${String(i).padStart(7, '0')}`, String(i)]));
    const started = performance.now();
    const preview = previewClients(table, { ...nothing, identities });
    expect(performance.now() - started).toBeLessThan(1000);
    expect([preview.updates.length, preview.creates.length, preview.duplicates.length, preview.errors.length]).toEqual([
      5000, 4500, 500, 0,
    ]);
    expect(identityKeys(preview.creates[0]!)).toHaveLength(2);
  });
});

describe('previewStaff', () => {
  const known = {
    logins: new Map([['maria', '1']]),
    departments: codeIndex([{ code: 'contact', name: 'Контактный отдел' }]),
    queues: codeIndex([
      { code: 'contact', name: 'Контактный отдел' },
      { code: 'hotline', name: 'Горячая линия' },
    ]),
    by: { role: 'supervisor' as const, standsInFor: [] },
  };
  const header = 'ФИО;Логин;Роль;Подразделение;Очереди;Телефон;Ёмкость;Приказ';

  it('reads new and known people', () => {
    const preview = previewStaff(
      csv(
        header,
        'Белкина Анна Олеговна;Belkina;Контактный менеджер;контактный отдел;"contact, Горячая линия";8 916 000-00-01;0,75;',
        'Соколова Мария Ивановна;maria;contact-manager;contact;contact;;;',
        'Белкина А. О.;belkina;Контактный менеджер;;;;;',
      ),
      known,
    );
    expect(preview.errors).toEqual([]);
    expect(preview.creates).toEqual([
      {
        line: 2,
        login: 'belkina',
        name: 'Белкина Анна Олеговна',
        role: 'contact-manager',
        department: 'contact',
        queues: ['contact', 'hotline'],
        phone: '+79160000001',
        email: undefined,
        capacity: 0.75,
        order: undefined,
      },
    ]);
    expect(preview.updates.map(({ agentId, draft }) => [agentId, draft.line])).toEqual([['1', 3]]);
    expect(preview.duplicates).toEqual([{ line: 4, of: 2, by: 'login:belkina', name: 'Белкина А. О.' }]);
  });

  it.each([
    [';a;Контактный менеджер;;;;;', 'name', 'missing'],
    ['А Б;;Контактный менеджер;;;;;', 'login', 'missing'],
    ['А Б;логин;Контактный менеджер;;;;;', 'login', 'login'],
    ['А Б;a;;;;;;', 'role', 'missing'],
    ['А Б;a;директор;;;;;', 'role', 'role'],
    ['А Б;a;администратор;;;;;', 'role', 'forbidden'],
    ['А Б;a;начальник отдела;;;;;', 'order', 'order'],
    ['А Б;a;Контактный менеджер;Луна;;;;', 'department', 'department'],
    ['А Б;a;Контактный менеджер;;contact,луна;;;', 'queue', 'queue'],
    ['А Б;a;Контактный менеджер;;;нет;;', 'phone', 'phone'],
    ['А Б;a;Контактный менеджер;;;;сто;', 'capacity', 'capacity'],
  ])('%s: %s %s', (row, field, reason) => {
    const preview = previewStaff(csv(header, row), known);
    expect(preview.errors).toEqual([expect.objectContaining({ line: 2, field, reason })]);
    expect([...preview.creates, ...preview.updates]).toEqual([]);
  });
});
