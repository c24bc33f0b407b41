/** The form for how pages look. Its sample shows each choice at once, by style alone. */
import {
  CHOICE_NAMES,
  CHOICES,
  type ChoiceName,
  type Html,
  hiddenField,
  html,
  type PageOptions,
  page,
  radioField,
} from '../../ui/index.ts'

const NAMES = {
  theme: 'Colours',
  font: 'Typeface',
  size: 'Size',
  lines: 'Between lines',
  width: 'Width of the column',
  paragraphs: 'Paragraphs',
  edges: 'Right edge',
  marked: 'Works marked for adults',
} satisfies Record<ChoiceName, string>

const WORDS = {
  'theme-system': 'As the device is set',
  'theme-paper': 'Paper',
  'theme-night': 'Night',
  'theme-contrast': 'High contrast',
  'font-serif': 'A book face',
  'font-sans': 'A plain face',
  'font-hyperlegible': 'Atkinson Hyperlegible',
  'size-small': 'Small',
  'size-normal': 'Usual',
  'size-large': 'Large',
  'size-larger': 'Larger',
  'size-largest': 'Largest',
  'lines-close': 'Close',
  'lines-normal': 'Usual',
  'lines-open': 'Open',
  'width-narrow': 'Narrow',
  'width-normal': 'Usual',
  'width-wide': 'Wide',
  'paragraphs-indent': 'Indented first line',
  'paragraphs-space': 'Space between',
  'edges-ragged': 'Ragged',
  'edges-justified': 'Straight',
  'marked-ask': 'Ask me first',
  'marked-show': 'Show them',
} satisfies Record<(typeof CHOICES)[ChoiceName][number], string>

export function preferencesPage(returnTo: string, options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>How pages look</h1><p class="lead">Kept in a cookie in this browser. No account, no script.</p></div>
<form class="preferences" method="post" action="/preferences"><div>${hiddenField('return', returnTo)}
${CHOICE_NAMES.map((name) =>
  radioField(
    name,
    NAMES[name],
    CHOICES[name].map((value) => ({ value, text: WORDS[value] })),
    options.preferences[name],
  ),
)}
<button>Keep it so</button></div>
<div class="sample"><div class="story" lang="en"><h2>A sample</h2><p>The lamp had been out for an hour before anybody noticed, and by then the fog was on the stairs. “You said you’d count the ships,” said Jonah.</p><p>“I did. There were none.” She closed the ledger over her thumb, to keep the place, and listened to the bell that nobody had rung since March.</p><hr aria-label="scene break"><p>In the morning the harbour was white and perfectly still.</p></div></div></form>`
  return page('How pages look', body, { ...options, isUnlisted: true })
}
