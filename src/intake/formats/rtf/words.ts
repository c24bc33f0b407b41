/** Control words of RTF 1.9, by what they do to a story. */

/** Words that stand for a character. */
export const CHARACTERS: Readonly<Record<string, string>> = {
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  tab: '\t',
  emspace: '\u2003',
  enspace: '\u2002',
  qmspace: '\u2005',
  ltrmark: '\u200e',
  rtlmark: '\u200f',
  zwj: '\u200d',
  zwnj: '\u200c',
}

/** Groups that hold nothing of the story. */
export const SKIPPED: ReadonlySet<string> = new Set(
  (
    'colortbl pict nonshppict object objdata shprslt generator listtable listoverridetable revtbl rsidtbl pgptbl ' +
    'xmlnstbl themedata colorschememapping datastore latentstyles mmathPr filetbl atnid atnauthor atndate atnref ' +
    'atrfstart atrfend atntime bkmkstart bkmkend tc tcn xe rxe txe template userprops xmlopen ftnsep ftnsepc ftncn ' +
    'aftnsep aftnsepc aftncn nonesttables pnseclvl panose falt fontemb keycode company manager category hlinkbase ' +
    'operator printim buptim background do nesttableprops pn passwordhash docvar'
  ).split(' '),
)

/** Heads and feet of pages. */
export const FURNITURE: ReadonlySet<string> = new Set(
  'header headerl headerr headerf footer footerl footerr footerf'.split(' '),
)

/** Lines below letters, of whatever kind. */
export const UNDERLINES: ReadonlySet<string> = new Set(
  'ul uld uldash uldashd uldashdd uldb ulhwave ulldash ulth ulthd ulthdash ulthdashd ulthdashdd ulthldash ululdbwave ulw ulwave'.split(
    ' ',
  ),
)
