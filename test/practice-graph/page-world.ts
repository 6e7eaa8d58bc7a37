import { type State, type WorldPerson } from '../../infra/practice/api.ts';

/** A handful of people, one card that asks and one that tells, a meeting. */

const person = (
  number: number,
  name: string,
  title: string,
  more: Partial<WorldPerson> = {},
): WorldPerson => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  name,
  title,
  locale: 'nb-no',
  roles: [],
  unit: 'Helse og mestring',
  ...more,
});

export const people = {
  ase: person(1, 'Åse Ødegård', 'Seksjonsleder'),
  bjorn: person(2, 'Bjørn Sæther', 'Seksjonsleder'),
  oddvar: person(3, 'Oddvar Nygård', 'Rådgjevar', { locale: 'nn-no' }),
  hr: person(4, 'Hege Ærlig', 'HR-rådgiver', { roles: ['Puls.HR'], unit: 'Stab' }),
} as const;

const channel = '19:leder@thread.tacv2';
const press = (title: string, more = {}) => ({
  type: 'Action.Execute',
  verb: 'answer',
  title,
  data: { value: title },
  ...more,
});

/** A Monday card as the product draws them, a `<script>` in its text for good measure. */
export const mondayCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Uke 3 · Endringsledelse · 2 min', size: 'Small', isSubtle: true, wrap: true },
    {
      type: 'TextBlock',
      text: 'Hvem får vite det først?',
      size: 'Large',
      weight: 'Bolder',
      style: 'heading',
      wrap: true,
    },
    {
      type: 'TextBlock',
      text: 'En seksjon innførte **digitale nøkler** uten å si fra til kveldsvakta. Se [KS om endring](https://www.ks.no/) <script>alert(1)</script>',
      wrap: true,
    },
    {
      type: 'TextBlock',
      text: 'Prøv denne uka: spør én medarbeider hva de fikk vite sist, og når.',
      wrap: true,
    },
    {
      type: 'Container',
      separator: true,
      items: [
        {
          type: 'TextBlock',
          text: 'Vi forteller om endringer før de er bestemt.',
          weight: 'Bolder',
          wrap: true,
        },
        {
          type: 'ActionSet',
          actions: [
            press('1, helt uenig'),
            press('2'),
            press('3'),
            press('4'),
            press('5, helt enig'),
            press('Vet ikke'),
          ],
        },
        {
          type: 'TextBlock',
          text: 'Frivillig. Dere er 9 i seksjonen. Vises hvis minst 6 svarer. Konfidensielt til fredag kl. 15, deretter anonymt.',
          size: 'Small',
          isSubtle: true,
          wrap: true,
        },
      ],
    },
  ],
  actions: [
    { type: 'Action.Execute', verb: 'propose', title: 'Ta opp i ledermøtet', mode: 'secondary' },
    { type: 'Action.Execute', verb: 'why', title: 'Hvorfor spør vi?', mode: 'secondary' },
  ],
};

export const thanks = (value: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: `Takk. Du svarte ${value} av 5.`, wrap: true }],
  actions: [
    { type: 'Action.Execute', verb: 'change', title: 'Endre' },
    { type: 'Action.Execute', verb: 'withdraw', title: 'Trekk svaret' },
  ],
});

const resultCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    {
      type: 'TextBlock',
      text: 'Dere er litt mer enige i påstanden enn i uke 2.',
      size: 'Large',
      weight: 'Bolder',
      wrap: true,
    },
    {
      type: 'Chart.HorizontalBar',
      title: 'Uke 2',
      data: [
        { x: 'Endringsledelse', y: 3.4 },
        { x: 'Brukerne', y: 4.1 },
      ],
    },
    {
      type: 'Chart.Line',
      title: 'Utvikling',
      data: [
        {
          legend: 'Seksjonen',
          values: [50, 51, 1, 2].map((week, index) => ({ x: `uke ${week}`, y: 3 + index / 4 })),
        },
      ],
    },
    { type: 'FactSet', facts: [{ title: 'Endringsledelse', value: '3,4 av 5' }] },
  ],
};

export function worldOf(tabOrigin: string): State {
  const everyone = Object.values(people).map(({ id }) => id);
  const team = '19:team@thread.tacv2';
  const bot = { id: '28:app', name: 'Lederpuls', bot: true };
  const first = { conversation: channel, from: bot, cards: {} };
  return {
    version: 1,
    now: '2027-01-18T07:40:00.000Z',
    tenant: '11111111-1111-4111-8111-111111111111',
    serviceUrl: 'https://localhost/teams/',
    personalChats: {},
    people: Object.values(people),
    teams: [
      {
        id: team,
        groupId: '22222222-2222-4222-8222-222222222222',
        name: 'Helse og mestring',
        owners: [],
        members: everyone,
      },
    ],
    channels: [
      { id: channel, team, name: 'Lederkanal', members: everyone.slice(0, 3), installed: true },
      { id: team, team, name: 'General', members: [], installed: false },
    ],
    meetings: [
      {
        id: 'MCMxOTptZWV0aW5n',
        chat: '19:meeting_abc@thread.v2',
        title: 'Ledermøte uke 3',
        organizer: people.ase.id,
        participants: everyone.slice(0, 3).map((id) => ({ person: id, role: 'Presenter' as const })),
        startsAt: '2027-01-20T08:00:00.000Z',
        endsAt: '2027-01-20T09:00:00.000Z',
        joinUrl: 'https://teams.practice.example/x',
        installed: true,
      },
    ],
    inCalls: {},
    messages: [
      {
        ...first,
        id: '1',
        sentAt: '2027-01-15T14:00:00.000Z',
        summary: 'Resultatet for uke 2',
        card: resultCard,
      },
      {
        ...first,
        id: '2',
        sentAt: '2027-01-18T07:30:00.000Z',
        summary: 'Ukens refleksjon',
        card: mondayCard,
      },
      {
        id: '3',
        conversation: channel,
        replyTo: '2',
        from: { id: people.bjorn.id, name: people.bjorn.name, bot: false },
        sentAt: '2027-01-18T07:35:00.000Z',
        text: '@Lederpuls hjelp <b>meg</b>',
        cards: {},
      },
    ],
    services: [{ index: 0, state: 'running', pid: 4711, address: tabOrigin, lastLines: [] }],
    files: [
      {
        id: '01F',
        name: 'Referat ledermøte 3-2027.docx',
        path: 'Helse og mestring/Lederkanal',
        size: 18_432,
        createdBy: people.ase.id,
        modifiedAt: '2027-01-13T09:30:00.000Z',
        versions: 2,
      },
    ],
    tasks: [
      {
        id: 't1',
        plan: 'Oppfølging fra ledermøtene',
        title: 'Bestille nøkler til kveldsvakta',
        assignees: [people.bjorn.id],
        due: '2027-02-01T12:00:00Z',
        percentComplete: 0,
        description: 'Sak 3/27',
      },
    ],
    lists: [{ site: 'Helse og mestring', list: 'Puls', fields: { Title: 'uke 2', Snitt: 3.4 } }],
    lackingConsent: [],
    messageCommands: [],
    tabs: [
      { id: 'results', name: { nb: 'Resultater' }, url: `${tabOrigin}/tab/results`, context: 'personalTab' },
      { id: 'minutes', name: { nb: 'Møte' }, url: `${tabOrigin}/tab/minutes`, context: 'meetingSidePanel' },
      { id: 'minutes', name: { nb: 'Møte' }, url: `${tabOrigin}/tab/minutes`, context: 'meetingStage' },
    ],
  };
}
