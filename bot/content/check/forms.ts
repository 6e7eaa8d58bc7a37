import { type ContentLanguage, type Pack, textIn } from '../model.ts';
import { type Check, type Flaw } from './flaw.ts';
import { textsOf, wordsOf } from './text.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Forms that only bokmål has. What both languages allow stands in neither list. */
const onlyBokmål = list(`
  ikke jeg hva hvem hvor hvorfor hvordan hvilke hvilken hvilket hver hvert hverandre hvis fra dere deres vet sier gjør
  noe noen mye bare også et en ett én egen eget egne selv selve sammen bedre flere mer være vært blitt ble
  ga sto lot fikk gikk fant kommer spurte fortalte forteller fortell krevde valgte velg velge skrev ba meldte trenger
  trengte holder hold bringe setter finner fulgte forsto skriver snakker jobber bygger mens siden samme annet nå enda
  innen innenfor utenfor utenom underveis tidligere senere allerede åpen åpent åpne gammel hjem hjemme hverdag hverdagen
  uke uka uken uker ukene måned måneden måneder dager dagene minutter timer verden navn navnet penger
  leder lederen ledere lederne lederens ledelse ledelsen ledergruppe ledergruppa ledermøte ledermøter ledermøtet
  enhet enheten enheter enhetene virksomhet virksomheten virksomheter avdelingen avdelinger ansatt ansatte
  medarbeidere innbyggere brukere brukeren brukerne kolleger kollegene lærere endringer endringen
  løsning løsningen løsninger løsningene tjeneste tjenesten tjenester tjenestene oppgave oppgaven oppgaver oppgavene
  mulighet muligheter sikkerhet beslutning beslutningen beslutninger gevinster gevinstene tiltakene prosjekter
  prosjektene dokumenter systemer systemene nøkler nøklene spørre hjemmetjenesten tydelig vanligvis forskjell
`);

/** Forms that only nynorsk has. */
const onlyNynorsk = list(`
  ikkje eg kva kven kvifor korleis kvar kvart kvarandre frå dykk dykkar veit seier gjer noko nokon nokre mykje berre òg
  ein ei eit éin éi eitt eigen eiga eige eigne sjølv sjølve saman betre fleire meir vere vore vorte vart gav stod lét
  fekk gjekk fann kjem spurde fortalde fortel kravde valde skreiv melde snakkar jobbar meiner trong følgjer spørje
  skjøna skjønar føreslo føreslå medan sidan same anna innan endå innanfor utanfor utanom undervegs tidlegare seinare
  ope opne gammal heim heime kvardag kvardagen veke veka veker vekene månad månaden månader dagar timar verda namn namnet
  pengar leiar leiaren leiarar leiarane leiing leiinga leiargruppe leiargruppa leiarmøte eining eininga einingar
  verksemd verksemda verksemder avdelingar tilsett tilsette medarbeidar medarbeidarar innbyggjar innbyggjarar brukar
  brukaren brukarar brukarane kollegaer endringar løysing løysinga løysingar teneste tenesta tenester oppgåve oppgåva
  oppgåver oppgåvene moglegheit moglegheiter tryggleik avgjerd avgjerda gevinstar gevinstane tiltaka prosjekta systema
  nøklar nøklane heimeteneste heimetenesta nøgd nøgde attmed fyrst nyfikne merksemd førehand skilnad
`);

/** Endings where whole groups of words part: `vanskelig` and `vanskeleg`, `mulighet` and `moglegheit`. */
const bokmålEnding = /^(?!frivillig)\p{L}{2,}(lig|lige|ligere|ligst|heten|heter|hetene)$/u;
const nynorskEnding =
  /^\p{L}{2,}(?<!tann|fast|sjef|over|til)(leg|legare|legast|leik|leiken|heit|heita|heiter)$/u;

/** Forms that Danish does not have. */
const onlyNorwegian = list(`
  hva etter av opp ut nå bare mye uke uka uken uker språk språket jobb jobben gjør gjøre spør spørre sier gi gir møte
  møter møtet deg meg seg dere noen noe mellom rekkefølge kunnskap mulighet muligheter vet hjelp riktig riktige enhet
  enheten endring endringer endre leter bruk bruker brukere brukeren brukerne oppgave oppgaven oppgaver ledergruppa
  ganger fram lage felles spørsmål vei svare åpen
`);

const forms = {
  nn: { foreign: onlyBokmål, ending: bokmålEnding },
  nb: { foreign: onlyNynorsk, ending: nynorskEnding },
  da: { foreign: onlyNorwegian, ending: /^\p{L}{2,}(sjon|sjoner|sjonen)$/u },
} as const satisfies Partial<Record<ContentLanguage, { foreign: ReadonlySet<string>; ending: RegExp }>>;

/** The words of a text that belong to another language than the one it is written in. */
export function foreignWords(text: string, written: keyof typeof forms): readonly string[] {
  const { foreign, ending } = forms[written];
  return wordsOf(text).filter((word) => foreign.has(word) || ending.test(word));
}

function foreignForms(pack: Pack, written: keyof typeof forms): readonly Flaw[] {
  if (!pack.languages.includes(written)) return [];
  return textsOf(pack).flatMap(({ place, text }) =>
    foreignWords(textIn(text, written), written).map((word) => ({
      pack: pack.id,
      place: `${place}, ${written}`,
      says: `“${word}” is of the other language`,
    })),
  );
}

export const formChecks: readonly Check[] = [
  {
    id: 'nynorsk',
    name: 'nynorsk without forms that only bokmål has',
    flaws: (pack) => foreignForms(pack, 'nn'),
  },
  {
    id: 'bokmal',
    name: 'bokmål without forms that only nynorsk has',
    flaws: (pack) => foreignForms(pack, 'nb'),
  },
  {
    id: 'danish',
    name: 'Danish without forms that only Norwegian has',
    flaws: (pack) => foreignForms(pack, 'da'),
  },
];
