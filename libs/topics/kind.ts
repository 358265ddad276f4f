// What sort of inquiry a text is (003 §2.1) and which words in it must be seen by a person at once.
import { languageOf } from './language.js';

export type Kind = 'request' | 'statement' | 'proposal' | 'complaint';

/** Words that raise the priority and forbid an automatic answer; they never lower anything. */
export type Risk = 'suicide' | 'violence' | 'threat' | 'harassment' | 'fraud' | 'corruption' | 'prosecutor' | 'emergency';

/** Begins at a word's start; JavaScript's own word boundary does not know Cyrillic. */
const at = (alternatives: string) => new RegExp(`(?<!\\p{L})(?:${alternatives})`, 'iu');

const COMPLAINT = at(
  'жалоб|жалуюсь|пожалова(?:ться|л)|претензи|возмущ|возмутительн|безобраз|беспредел|хам(?:ит|ств|ят|лю|ил|ск)|нахам|груб(?:ит|ость|ая|ый|ят|ил|о с|о от|о раз|ост)|' +
    'оскорб|униж|издева|недовол|отвратител|ужасн(?:ое|ый|ая|о) (?:обслуж|отнош|преподав|услов)|бардак|позор|игнорир|вымога|взятк|кричит|кричал|орёт|орет|накрича|' +
    'приму меры|примите меры|принять меры|требую(?!т)|незаконн|наруш(?:ает|ают|ены|ено|ил|ения моих|ение моих)|несправедлив|предвзят|травят|травл|домога|дискримин|сколько можно (?:ждать|терпеть|издев|обещать)|' +
    'до сих пор не (?:ответ|реш|сдел|верн)|никто не отвеча|невозможно (?:учиться|жить|находиться)|не (?:приходит|является|ведёт|ведет|проводит|проводят)[^.?!]{0,30}(?:заняти|пар|лекци)|' +
    'complain|complaint|rude|unfair|disgusting|outrageous|unacceptable',
);
const PROPOSAL = at(
  'предлага(?:ю|ем)|(?:моё|мое|наше|есть|вношу|вносим) предложени|рацпредложени|было бы (?:здорово|хорошо|неплохо|удобн|круто)|хорошо бы|неплохо бы|' +
    'почему бы (?:вам )?не|давайте (?:сдела|введ|добав|организ)|сделайте[^.?!]{0,40}чтобы|добавьте (?:в|на|возможност)|советую (?:вам )?(?:добав|сдел|измен)|идея[: ]|' +
    'i (?:suggest|propose)|it would be (?:nice|great|good)|suggestion',
);
const STATEMENT = at(
  'прошу (?:вас )?(?:рассмотр|зачисл|отчисл|восстанов|предостав|выда|перевест|перевод|разреш|оформ|вернуть|внести|назнач|допуст|освобод|переда|согласов|включ|продл|исправ|направ|аннулир|считать|отозва|заключ|снизить|выплат|прекрат)|' +
    '(?:настоящим|данным письмом|довожу до|ставлю в известность|уведомляю|сообщаю вам)|заявление[:. ]+(?:прошу|я,)|направляю (?:вам )?(?:заявлени|документ)|' +
    'i (?:hereby|request that|kindly request)|please (?:enrol|withdraw|cancel|correct|update) (?:me|my)',
);
const QUESTION =
  /\?|(?<!\p{L})(?:как|где|когда|куда|кто|сколько|можно ли|какие|какой|какая|зачем|how|where|when|what|who|can i)(?!\p{L})/iu;

const RISKS: [Risk, RegExp][] = [
  [
    'suicide',
    at(
      'суицид|самоуби|покончить с собой|покончу с собой|не хочу (?:больше )?жить(?!\\s+(?:в|на|с|со|один|одна|далеко|рядом|там|тут|здесь|под)(?!\\p{L}))|нет смысла жить|' +
        'наложить на себя руки|вскры(?:ть|ю) вены|лучше (?:бы )?(?:умереть|сдохнуть)|suicid|kill myself|end my life|want to die',
    ),
  ],
  ['violence', at('избил|избива|бьют|бьёт|ударил|побил|изнасил|насили|поножов|с ножом|напал(?:и|а)? на|violence|beaten|raped?|assault')],
  [
    'threat',
    at(
      'угрожа|угроз(?!\\p{L}* отчисл)|убь(?:ю|ём|ем|ет|ёт)|взорв|взрыв|бомб(?:а|у|ой|ы)(?!\\p{L})|терак|террор|заминир|расстрел|подожгу|отомщу|оружи|threat|bomb|shoot',
    ),
  ],
  ['harassment', at('домога|приста(?:ёт|ет|ют|вал)(?!\\p{L})|травля|травят|буллинг|шантаж|harass|bull(?:y|ied|ying)|blackmail')],
  ['fraud', at('мошенн|обману(?:л|т|ли)|развод на деньги|украл|кража|взломал|похитили|fraud|scam|stolen')],
  ['corruption', at('взятк|вымога|коррупц|поборы|деньги за (?:зачёт|зачет|экзамен|оценк)|bribe|corrupt')],
  [
    'prosecutor',
    at(
      'прокурат|прокурор|в суд(?!\\p{L})|судебн|следственн|полици|рособрнадзор|министерств|роспотребнадзор|омбудсмен|prosecutor|lawsuit|police',
    ),
  ],
  [
    'emergency',
    at(
      'пожар(?!н)|горит (?:в|наш|корпус|обще|комнат)|потоп|без сознания|скорую|умирает|задыха|утечка газа|запах газа|emergency|ambulance|on fire',
    ),
  ],
];

/** All risks the text names, most serious first. */
export function risksIn(text: string): Risk[] {
  return RISKS.filter(([, pattern]) => pattern.test(text)).map(([risk]) => risk);
}

/** The suggested kind; a person may change it. Reference questions are requests. */
export function kindOf(text: string): Kind {
  if (COMPLAINT.test(text)) return isAboutComplaining(text) ? 'request' : 'complaint';
  if (PROPOSAL.test(text)) return 'proposal';
  if (STATEMENT.test(text) && !(languageOf(text) === 'ru' && /\?\s*$/.test(text))) return 'statement';
  return 'request';
}

/** "What are the rules of appeal?" asks; "where do I complain about him?" complains. */
const isAboutComplaining = (text: string) =>
  /(?:порядок|правила|срок\p{L}*|форма|образец|бланк)\s+(?:подачи|рассмотрения|написания)?\s*(?:жалоб|претензи)/iu.test(text);

/** Whether the text asks something rather than tells it. */
export const asks = (text: string): boolean => QUESTION.test(text);
