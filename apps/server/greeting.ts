// What a start prints: the address and, in a demo, how to sign in.

const DEMO = `  Войти (пароль у всех: demo) / sign in (password: demo)
    maria, olga   контактные менеджеры / contact managers
    irina         стойка приёма / reception desk
    timur         менеджер по приёму / admission manager
    svetlana      менеджер по обучению / study manager
    denis         руководитель подразделения / head of a department
    pavel         начальник отдела / head of the contact department
    rector, rector2   проректоры / vice-rectors
    admin         администратор / administrator

  Написать как абитуриент, из любого канала / write as an applicant: {url}/demo
  Демоданные, наружу ничего не отправляется. Остановить: Ctrl-C, начать заново: npm run demo:reset`;
const LIVE = `  Первого администратора заводит команда / make the first administrator:
    npm run admin -- create-user --login admin --name "Фамилия Имя" --role administrator --password-stdin`;

export const greeting = (url: string, mode: 'demo' | 'live'): string =>
  `\nОтклик: ${url}\n${(mode === 'demo' ? DEMO : LIVE).replaceAll('{url}', url)}\n`;
