// Names of the demonstration Institute's clients: Russian, Tatar, Armenian, Vietnamese, others, and of one word.
import type { Chance } from './random.js';

export interface Person {
  name: string;
  woman: boolean;
  /** What a parent of the person shares; null where names do not pass so. */
  family: { people: PeopleName; surname: string; father: string } | null;
}
type PeopleName = 'russian' | 'tatar' | 'armenian';

interface People {
  surnames: string[];
  men: string[];
  women: string[];
  /** The father's name and both patronymics. */
  fathers: [string, string, string][];
}

const words = (text: string): string[] => text.split(' ');
const fathers = (text: string): [string, string, string][] => words(text).map((triple) => triple.split('/') as [string, string, string]);

const PEOPLES: Record<PeopleName, People> = {
  russian: {
    surnames: words(
      'Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов Абрамов Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Маслов Родионов Коновалов Лазарев Воронин Климов Филатов Пономарёв Голубев Кудрявцев Прохоров Наумов Потапов Журавлёв Овчинников Трофимов Леонов Соболев Ермаков Колесников Гончаров Емельянов Никифоров Грачёв Котов Гришин Ефремов Архипов Громов Кириллов Малышев Панов Моисеев Румянцев Акимов Кондратьев Бирюков Горбунов Анисимов Ерёмин Тихомиров Вишневский Островский Покровский Шевченко Бондаренко Ткаченко Черных Ёлкин',
    ),
    men: words(
      'Александр Дмитрий Максим Артём Иван Кирилл Никита Михаил Егор Матвей Андрей Илья Алексей Роман Сергей Владислав Ярослав Тимофей Арсений Денис Владимир Павел Глеб Константин Богдан Евгений Николай Степан Захар Фёдор Семён Пётр',
    ),
    women: words(
      'Анастасия Мария Анна Виктория Екатерина Наталья Елизавета Полина Дарья Варвара Ксения Александра Алиса София Арина Вероника Ульяна Кира Алёна Юлия Ольга Татьяна Ирина Елена Светлана Маргарита Валерия Диана Милана Таисия Есения Людмила',
    ),
    fathers: fathers(
      'Александр/Александрович/Александровна Сергей/Сергеевич/Сергеевна Алексей/Алексеевич/Алексеевна Андрей/Андреевич/Андреевна Дмитрий/Дмитриевич/Дмитриевна Владимир/Владимирович/Владимировна Николай/Николаевич/Николаевна Евгений/Евгеньевич/Евгеньевна Игорь/Игоревич/Игоревна Олег/Олегович/Олеговна Михаил/Михайлович/Михайловна Павел/Павлович/Павловна Юрий/Юрьевич/Юрьевна Виктор/Викторович/Викторовна Роман/Романович/Романовна Илья/Ильич/Ильинична Вадим/Вадимович/Вадимовна Константин/Константинович/Константиновна',
    ),
  },
  tatar: {
    surnames: words(
      'Гайнуллин Хабибуллин Шарипов Нуриев Закиров Валиев Галиев Сафин Хасанов Ахметов Фаттахов Миннуллин Мухаметзянов Зиганшин Гильманов Байрамов Латыпов Сабиров',
    ),
    men: words('Тимур Ильнур Айрат Рамиль Булат Данияр Карим Амир Ринат Азат Искандер Нияз'),
    women: words('Алсу Гузель Лейсан Айгуль Диляра Камила Эльвира Гульназ Ләйсән Гүзәл Рамиля Залина'),
    fathers: fathers(
      'Ренат/Ренатович/Ренатовна Ильдар/Ильдарович/Ильдаровна Марат/Маратович/Маратовна Рашит/Рашитович/Рашитовна Фарид/Фаридович/Фаридовна Рустем/Рустемович/Рустемовна Айдар/Айдарович/Айдаровна',
    ),
  },
  armenian: {
    surnames: words('Хачатрян Мкртчян Саргсян Петросян Григорян Арутюнян Акопян Оганесян Манукян Симонян Тер-Петросян Авагян'),
    men: words('Арман Тигран Ашот Давид Арсен Нарек Ваге Геворг Эрик Артур'),
    women: words('Анаит Лусине Нарине Мариам Ани Сюзанна Лилит Гаяне Астхик Элен'),
    fathers: fathers(
      'Гагик/Гагикович/Гагиковна Ашот/Ашотович/Ашотовна Армен/Арменович/Арменовна Самвел/Самвелович/Самвеловна Карен/Каренович/Кареновна Вардан/Варданович/Вардановна',
    ),
  },
};
const VIETNAMESE = {
  surnames: words('Нгуен Чан Ле Фам Хоанг Ву Данг Буй'),
  men: words('Ань Минь Туан Хунг Дык Нам Лонг'),
  women: words('Лан Хыонг Линь Май Тху Ха Нгок'),
};
/** The same names as their bearers write them. */
const VIETNAMESE_LATIN = [
  'Nguyễn Thị Hương',
  'Trần Văn Minh',
  'Lê Thị Mai',
  'Phạm Đức Long',
  'Hoàng Thị Ngọc',
  'Vũ Anh Tuấn',
  'Đặng Thùy Linh',
  'Bùi Quang Huy',
];
const ONE_WORD = words('Захра Фарид Наджибулла Сухарто Айдана Ксюша Амирхан Мадина Элиза Рустик Лера Самир Никто alina.2007 Kirill Zhenya');
const OTHERS: [string, boolean][] = [
  ['Алиев Эльдар Рашид оглы', false],
  ['Мамедова Севиндж Ильгар кызы', true],
  ['Хуан Карлос Гарсия Лопес', false],
  ['Ахмедов Сардор', false],
  ['Ким Ен Хи', true],
  ['Нурланова Айжан Ерлановна', true],
  ['Müller Anna', true],
  ['Smith John', false],
  ['Бен Салах Мохамед Амин', false],
  ['Ван Сяоюй', true],
];

/** One of the peoples by their shares among those who write. */
export function makePerson(chance: Chance): Person {
  const people = chance.weighted([
    ['russian', 78],
    ['tatar', 9],
    ['armenian', 5],
    ['vietnamese', 4],
    ['one-word', 2.5],
    ['other', 1.5],
  ] as const);
  const woman = chance.happens(0.56);
  if (people === 'vietnamese') return vietnamese(chance, woman);
  if (people === 'one-word') return { name: chance.pick(ONE_WORD), woman, family: null };
  if (people === 'other') return otherPerson(chance);
  const { surnames, fathers: names } = PEOPLES[people];
  return member(chance, people, chance.pick(surnames), chance.pick(names), woman);
}

/** A mother or father: the child's surname, and a father bears the name the patronymic was made of. */
export function makeParent(chance: Chance, child: Person & { family: NonNullable<Person['family']> }): Person {
  const { people, surname, father } = child.family;
  const mother = chance.happens(0.65);
  const parent = member(chance, people, surname, chance.pick(PEOPLES[people].fathers), mother);
  return mother ? parent : { ...parent, name: parent.name.replace(/ \S+ /, ` ${father} `) };
}

function member(chance: Chance, people: PeopleName, surname: string, father: [string, string, string], woman: boolean): Person {
  const given = chance.pick(PEOPLES[people][woman ? 'women' : 'men']);
  return {
    name: `${woman ? feminine(surname) : surname} ${given} ${father[woman ? 2 : 1]}`,
    woman,
    family: { people, surname, father: father[0] },
  };
}

const feminine = (surname: string): string => surname.replace(/(?<=[оеё]в|[иы]н)$/, 'а').replace(/ский$/, 'ская');

function vietnamese(chance: Chance, woman: boolean): Person {
  if (chance.happens(0.3)) return { name: chance.pick(VIETNAMESE_LATIN), woman, family: null };
  const given = chance.pick(woman ? VIETNAMESE.women : VIETNAMESE.men);
  return { name: `${chance.pick(VIETNAMESE.surnames)} ${woman ? 'Тхи' : 'Ван'} ${given}`, woman, family: null };
}

function otherPerson(chance: Chance): Person {
  const [name, woman] = chance.pick(OTHERS);
  return { name, woman, family: null };
}
