/**
 * The columns of eFiction's tables in their order, by version: what rows without column names are told by.
 *
 * eFiction's own backup names no columns and a `SELECT *` gives them in the order of the table. Written down from the
 * installers and upgrade scripts of 1.1, 2.0 and 3.x and from a running 3.5.8; a site that was upgraded has the order
 * of the upgrade. Newest first.
 */

export interface ColumnOrder {
  readonly version: string
  readonly columns: readonly string[]
}

function order(version: string, columns: string): ColumnOrder {
  return { version, columns: columns.split(' ') }
}

const STORIES_3 =
  'sid title summary storynotes catid classes charid rid date updated uid coauthors featured validated completed rr wordcount rating reviews count'
const SERIES_3 = 'seriesid title summary uid isopen catid rating classes characters reviews numstories'
const SETTINGS_3 =
  'sitekey sitename slogan url siteemail tableprefix skin hiddenskins language submissionsoff storiespath store autovalidate coauthallowed maxwords minwords imageupload imageheight imagewidth roundrobins allowseries tinyMCE allowed_tags favorites multiplecats newscomments logging maintenance debug captcha dateformat timeformat recentdays displaycolumns itemsperpage extendcats displayindex defaultsort displayprofile linkstyle linkrange reviewsallowed ratings anonreviews revdelete rateonly pwdsetting alertson disablepopups agestatement words version smtp_host smtp_username smtp_password'
const AUTHORS_1 =
  'uid penname realname email website bio image date newreviews admincreated password validated userskin level contact carry categories'

export const TABLE_ORDERS: Readonly<Record<string, readonly ColumnOrder[]>> = {
  authorfields: [
    order('3', 'field_id field_type field_name field_title field_options field_code_in field_code_out field_on'),
  ],
  authorinfo: [order('3', 'uid field info')],
  authorprefs: [
    order(
      '3',
      'uid newreviews newrespond ageconsent alertson tinyMCE sortby storyindex validated userskin level categories contact stories',
    ),
  ],
  authors: [
    order('3.5', 'uid penname realname email bio image date admincreated password'),
    order('3.0', 'uid penname realname email website bio image date admincreated password'),
    order('1.1', AUTHORS_1),
    order('1.1', `${AUTHORS_1} bob`),
  ],
  blocks: [order('3', 'block_id block_name block_title block_file block_status block_variables')],
  categories: [order('1.1', 'catid parentcatid category description image locked leveldown displayorder numitems')],
  challenges: [
    order('3', 'chalid challenger uid title catid characters summary responses'),
    order('2', 'chalid challenger uid title catid characters summary'),
  ],
  chapters: [
    order('3', 'chapid title inorder notes storytext endnotes validated wordcount rating reviews sid uid count'),
    order('2', 'chapid title inorder notes storytext validated wordcount rating reviews sid uid'),
  ],
  characters: [order('3', 'charid catid charname bio image'), order('1.1', 'charid catid charname')],
  classes: [order('3', 'class_id class_type class_name')],
  classtypes: [order('3', 'classtype_id classtype_name classtype_title')],
  coauthors: [order('3', 'sid uid')],
  codeblocks: [order('3', 'code_id code_text code_type code_module')],
  comments: [order('3', 'cid nid uid comment time'), order('1.1', 'cid nid uname comment time')],
  favauth: [order('1.1', 'uid favuid')],
  favorites: [order('3', 'uid item type comments')],
  favseries: [order('2', 'uid seriesid')],
  favstor: [order('1.1', 'uid sid')],
  genres: [order('1.1', 'gid genre')],
  inseries: [
    order('3', 'seriesid sid subseriesid confirmed inorder'),
    order('3 of e107', 'inseriesid seriesid sid subseriesid confirmed inorder'),
    order('2', 'seriesid sid inorder'),
  ],
  log: [order('3', 'log_id log_action log_uid log_ip log_timestamp log_type')],
  messages: [order('3', 'message_id message_name message_title message_text')],
  modules: [order('3', 'id name version')],
  news: [order('3', 'nid author title story time comments'), order('1.1', 'nid author title story time')],
  online: [order('3', 'online_uid online_ip online_timestamp online_link')],
  pagelinks: [
    order('3.5', 'link_id link_name link_text link_key link_url link_target link_access'),
    order('3.0', 'link_id link_name link_text link_url link_target link_access'),
  ],
  panels: [order('3', 'panel_id panel_name panel_title panel_url panel_level panel_order panel_hidden panel_type')],
  poll: [order('3', 'poll_id poll_question poll_opts poll_start poll_end poll_results')],
  poll_votes: [order('3', 'vote_id vote_user vote_opt vote_poll')],
  ratings: [order('1.1', 'rid rating ratingwarning warningtext')],
  reviews: [
    order('3', 'reviewid item chapid reviewer uid review date rating respond type'),
    order('2', 'reviewid sid chapid seriesid reviewer member review date rating respond'),
    order('1.1', 'reviewid sid psid reviewer member review date rating'),
  ],
  series: [
    order('3', SERIES_3),
    order('3', `${SERIES_3} challenges`),
    order('3.0', `${SERIES_3} warnings challenges genres`),
  ],
  settings: [
    order('3', SETTINGS_3),
    order('3', `${SETTINGS_3} anonchallenges`),
    order('1.1', 'welcome thankyou nothankyou rules copyright help'),
  ],
  shoutbox: [order('3', 'shout_id shout_name shout_message shout_datestamp')],
  stats: [order('3', 'sitekey stories chapters series reviews wordcount authors members reviewers newestmember')],
  stories: [
    order('3', `${STORIES_3} challenges`),
    order('3', STORIES_3),
    order(
      '2',
      'sid title summary catid gid charid wid rid date updated uid featured validated completed rr wordcount rating reviews',
    ),
    order(
      '1.1',
      'sid psid title chapter summary catid gid charid wid rid date updated uid featured counter validated inorder storytext completed rr wordcount numreviews',
    ),
  ],
  warnings: [order('1.1', 'wid warning')],
}

/** Names of tables that only eFiction has, with columns that tell them from tables of other programs. */
export const SIGNATURES: Readonly<Record<string, readonly string[]>> = {
  stories: ['sid', 'title', 'summary', 'rid', 'uid'],
  chapters: ['chapid', 'inorder', 'sid', 'uid'],
  authors: ['uid', 'penname'],
  authorprefs: ['uid', 'newreviews', 'ageconsent'],
  inseries: ['seriesid', 'sid', 'inorder'],
  characters: ['charid', 'charname'],
  classtypes: ['classtype_id', 'classtype_name'],
  series: ['seriesid', 'title', 'isopen'],
  settings: ['sitekey', 'sitename', 'tableprefix'],
}

/** The columns whose values name a row, in a table that has them all. */
export const KEY_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  authorfields: ['field_id'],
  authorinfo: ['uid', 'field'],
  authorprefs: ['uid'],
  authors: ['uid'],
  blocks: ['block_id'],
  categories: ['catid'],
  challenges: ['chalid'],
  chapters: ['chapid'],
  characters: ['charid'],
  classes: ['class_id'],
  classtypes: ['classtype_id'],
  coauthors: ['sid', 'uid'],
  codeblocks: ['code_id'],
  comments: ['cid'],
  favauth: ['uid', 'favuid'],
  favorites: ['uid', 'type', 'item'],
  favseries: ['uid', 'seriesid'],
  favstor: ['uid', 'sid'],
  genres: ['gid'],
  inseries: ['seriesid', 'sid', 'subseriesid'],
  log: ['log_id'],
  messages: ['message_id'],
  modules: ['id'],
  news: ['nid'],
  pagelinks: ['link_id'],
  panels: ['panel_id'],
  poll: ['poll_id'],
  poll_votes: ['vote_id'],
  ratings: ['rid'],
  reviews: ['reviewid'],
  series: ['seriesid'],
  settings: ['sitekey'],
  shoutbox: ['shout_id'],
  stats: ['sitekey'],
  stories: ['sid'],
  warnings: ['wid'],
}

/** Names that end in each other (`coauthors`, `authors`): the longest first. */
const KNOWN_NAMES = Object.keys(TABLE_ORDERS).toSorted((a, b) => b.length - a.length)

/** What a table is called without its prefix, if its name ends in one that we know. */
export function knownNameOf(name: string): string | undefined {
  const lower = name.toLowerCase()
  return KNOWN_NAMES.find((known) => lower.endsWith(known))
}
