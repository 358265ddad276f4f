// How Russian or English a string of letters looks, by pairs of neighbouring letters learned from two small samples.

const RUSSIAN = `когда начинается приём документов и какие документы нужны для поступления на первый курс института
здравствуйте подскажите пожалуйста можно ли получить общежитие если я живу в другом городе сколько стоит обучение за год
на заочном отделении хочу перевестись с платного на бюджет что для этого надо сделать где посмотреть расписание занятий
моей группы мне не пришла стипендия за этот месяц почему нужна справка что я являюсь студентом очной формы как оформить
академический отпуск по болезни забыл пароль от личного кабинета не могу войти пересдача экзамена будет ещё раз после сессии
потеряла студенческий билет куда обратиться чтобы восстановить диплом выпускника архивная справка военкомат отсрочка
какой проходной балл был в прошлом году и хватит ли мне двухсот баллов есть ли подготовительные курсы день открытых дверей
хотел бы узнать кто мой куратор и как попасть в чат первокурсников преподаватель не приходит на занятия жалоба деканат
вернуть деньги налоговый вычет оплатить семестр частями договор рассрочка библиотека учебники психолог медосмотр практика
защита выпускной работы научная конференция тезисы секция волейбол бассейн физкультура телефон адрес режим работы
мероприятия студсовет волонтёр сотрудничество вакансия привет спасибо понятно льготы целевое обучение магистратура аспирантура
сменила фамилию новый паспорт вчера сегодня завтра осенью ребёнок дочь сын мама хорошо уже потом нельзя объясните съезд`;

const ENGLISH = `when does the admission of documents begin and which documents are needed to enter the first year of the institute
hello could you please tell me whether i can get a room in the dormitory if i live in another city how much is the tuition fee per year
for part time students i want to transfer from a paid place to a state funded one what should i do where can i see the timetable of my group
my scholarship has not been paid this month why i need a certificate that i am a full time student how do i take academic leave
i forgot my password and cannot log in the exam will be held again after the session i lost my student card who should i contact
diploma graduate archive military passing score last year would it be enough are there any preparatory courses open day
who is my curator and how do i join the chat of freshmen the teacher does not come to classes complaint dean office
refund tax deduction pay in instalments contract library textbooks psychologist medical check internship thesis defence conference
gym swimming pool address phone opening hours events volunteer cooperation vacancy thank you benefits visa invitation letter
foreign applicant citizen country passport surname change master degree research exchange programme job interview question what which`;

/** Log-probability of a pair; unseen pairs cost as much as a very rare one. */
type Pairs = Map<string, number>;

function learn(sample: string): Pairs {
  const counts = new Map<string, number>();
  const firsts = new Map<string, number>();
  for (const [pair] of pairsOf(sample)) {
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
    firsts.set(pair[0], (firsts.get(pair[0]) ?? 0) + 1);
  }
  return new Map([...counts].map(([pair, n]) => [pair, Math.log((n + 0.1) / ((firsts.get(pair[0]) ?? 0) + 3))]));
}

function* pairsOf(text: string): Generator<[string]> {
  for (const word of text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}]+/u)) {
    if (word === '') continue;
    const framed = `_${word}_`;
    for (let i = 0; i + 1 < framed.length; i++) yield [framed.slice(i, i + 2)];
  }
}

const russian = learn(RUSSIAN);
const english = learn(ENGLISH);
const UNSEEN = -7.5;

function looks(text: string, pairs: Pairs): number {
  let total = 0;
  let n = 0;
  for (const [pair] of pairsOf(text)) {
    total += pairs.get(pair) ?? UNSEEN;
    n++;
  }
  return n === 0 ? UNSEEN : total / n;
}

/** Mean log-probability per pair of letters under Russian; about -2.5 for real text, below -4.5 for noise. */
export const looksRussian = (text: string) => looks(text, russian);
/** The same under English. */
export const looksEnglish = (text: string) => looks(text, english);
