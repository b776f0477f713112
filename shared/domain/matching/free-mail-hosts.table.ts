/**
 * Hosts at which anybody can have an address: never evidence of an employer (contracts, section 5). A closed list of our own rather
 * than one of the large public lists, which also name hosts of telephone and media companies that are employers themselves.
 * Settings may add to it.
 */
const HOSTS_BY_PROVIDER = {
  google: 'gmail.com googlemail.com',
  microsoft: 'outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.de hotmail.es hotmail.fr hotmail.it live.com live.co.uk msn.com',
  yahoo: 'yahoo.com yahoo.ca yahoo.co.jp yahoo.co.uk yahoo.com.au yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.it ymail.com rocketmail.com',
  apple: 'icloud.com me.com mac.com',
  privacy: 'proton.me protonmail.com hushmail.com fastmail.com',
  gmx: 'gmx.com gmx.de gmx.net web.de mail.com',
  unitedStates: 'aol.com att.net bellsouth.net comcast.net cox.net earthlink.net sbcglobal.net verizon.net',
  unitedKingdom: 'btinternet.com ntlworld.com virginmedia.com',
  germany: 'freenet.de t-online.de',
  france: 'free.fr laposte.net orange.fr wanadoo.fr',
  italy: 'libero.it tiscali.it virgilio.it',
  centralEurope: 'interia.pl onet.pl wp.pl seznam.cz',
  russia: 'mail.ru yandex.com yandex.ru',
  asiaPacific: '126.com 163.com qq.com daum.net hanmail.net naver.com rediffmail.com bigpond.com',
  brazil: 'bol.com.br uol.com.br',
} as const;

export const FREE_MAIL_HOSTS: ReadonlySet<string> = new Set(Object.values(HOSTS_BY_PROVIDER).flatMap((hosts) => hosts.split(' ')));
