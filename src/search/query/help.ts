/** What the page of help shows: questions that run, each with what it asks. */
export interface Example {
  readonly query: string
  readonly asks: string
}

export const EXAMPLES: readonly { readonly title: string; readonly examples: readonly Example[] }[] = [
  {
    title: 'Words',
    examples: [
      { query: 'lantern garnet', asks: 'Both words, anywhere: in the text, the title, the names, the tags.' },
      { query: '"green garnet"', asks: 'These words, one behind the other.' },
      { query: 'lantern OR lamp', asks: 'One of them, or both.' },
      { query: 'lant*', asks: 'Words that begin so.' },
      { query: 'NEAR(storm harbour, 5)', asks: 'Both words with at most five others between them, in any order.' },
      { query: 'title:harbour', asks: 'In the title. The same goes for summary, notes and text.' },
      { query: 'begins:"it was raining"', asks: 'In the first lines of a chapter; ends: in its last.' },
    ],
  },
  {
    title: 'Facts',
    examples: [
      { query: 'fandom:"Buffy the Vampire Slayer"', asks: 'This fandom, under any of its names.' },
      { query: 'character:willow relationship:willow/tara', asks: 'With this character, and these two together.' },
      { query: 'tag:angst', asks: 'With this tag, of whatever kind.' },
      { query: 'by:sam', asks: 'By a pen name that has this in it; in quotes it must be the whole name.' },
      { query: 'rating:teen', asks: 'Of this rating; rating:<=teen takes what is below it too.' },
      { query: 'status:complete', asks: 'Finished. Also in-progress and abandoned.' },
      { query: 'words:>5000', asks: 'Longer than that; words:1k-5k lies between.' },
      { query: 'posted:2003..2005', asks: 'First posted in these years; updated:<7days within the last week.' },
      {
        query: 'set:after-season-5',
        asks: 'Set later in the canon; set:s3-s5, set:5x22 and set:"before Chosen" work as well.',
      },
      { query: 'language:de', asks: 'In this language.' },
      { query: 'told:first', asks: 'Told by somebody who says I.' },
      {
        query: 'is:crossover',
        asks: 'In more than one fandom. Also single-pairing, one-chapter, series-part, round-robin.',
      },
    ],
  },
  {
    title: 'Leaving out, and order',
    examples: [
      {
        query: '-angst',
        asks: 'Without this among tags, title or summary. Every question can be left out with a dash.',
      },
      { query: '-"major character death"', asks: 'The same with several words.' },
      { query: 'sort:words', asks: 'Longest first. Also best, updated, posted, title, by, reviews, hits.' },
      { query: 'sort:title-desc', asks: 'The other way round.' },
    ],
  },
  {
    title: 'All together',
    examples: [
      {
        query:
          'willow ring "green garnet" rating:teen -angst words:>5000 status:complete set:after-season-5 fandom:"Buffy the Vampire Slayer" by:sam sort:updated',
        asks: 'The story that somebody half remembers.',
      },
    ],
  },
]
