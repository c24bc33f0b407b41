/** The tables of an invented site as eFiction 3.5.8 makes them: columns with their types, and the primary key. */

export interface TableSchema {
  readonly columns: readonly (readonly [name: string, type: string])[]
  readonly primaryKey: readonly string[]
}

function table(columns: string, ...primaryKey: readonly string[]): TableSchema {
  return {
    columns: columns.split(', ').map((column) => {
      const space = column.indexOf(' ')
      return [column.slice(0, space), column.slice(space + 1)] as const
    }),
    primaryKey,
  }
}

const FLAG = 'tinyint(1) NOT NULL DEFAULT 0'
const INT = 'int(11) NOT NULL DEFAULT 0'
const TIME = 'int(10) unsigned NOT NULL DEFAULT 0'

function text(size: number): string {
  return `varchar(${size}) NOT NULL DEFAULT ''`
}

export const SITE_SCHEMA = {
  authorfields: table(
    `field_id int(11) NOT NULL AUTO_INCREMENT, field_type tinyint(4) NOT NULL DEFAULT 0, field_name ${text(30)}, field_title ${text(255)}, field_options text DEFAULT NULL, field_code_in text DEFAULT NULL, field_code_out text DEFAULT NULL, field_on ${FLAG}`,
    'field_id',
  ),
  authorinfo: table(`uid ${INT}, field ${INT}, info ${text(255)}`, 'uid', 'field'),
  authorprefs: table(
    `uid ${INT}, newreviews ${FLAG}, newrespond ${FLAG}, ageconsent ${FLAG}, alertson ${FLAG}, tinyMCE ${FLAG}, sortby ${FLAG}, storyindex ${FLAG}, validated ${FLAG}, userskin varchar(60) NOT NULL DEFAULT 'default', level ${FLAG}, categories ${text(200)}, contact ${FLAG}, stories ${INT}`,
    'uid',
  ),
  authors: table(
    `uid int(11) NOT NULL AUTO_INCREMENT, penname ${text(200)}, realname ${text(200)}, email ${text(200)}, bio text DEFAULT NULL, image ${text(200)}, date ${TIME}, admincreated char(1) NOT NULL DEFAULT '0', password varchar(40) NOT NULL DEFAULT '0'`,
    'uid',
  ),
  categories: table(
    `catid int(11) NOT NULL AUTO_INCREMENT, parentcatid int(11) NOT NULL DEFAULT -1, category ${text(60)}, description text NOT NULL, image ${text(100)}, locked char(1) NOT NULL DEFAULT '0', leveldown tinyint(4) NOT NULL DEFAULT 0, displayorder ${INT}, numitems ${INT}`,
    'catid',
  ),
  challenges: table(
    `chalid int(11) NOT NULL AUTO_INCREMENT, challenger ${text(200)}, uid ${INT}, title ${text(250)}, catid ${text(200)}, characters ${text(200)}, summary text NOT NULL, responses ${INT}`,
    'chalid',
  ),
  chapters: table(
    `chapid int(11) NOT NULL AUTO_INCREMENT, title ${text(250)}, inorder ${INT}, notes text DEFAULT NULL, storytext text DEFAULT NULL, endnotes text DEFAULT NULL, validated char(1) NOT NULL DEFAULT '0', wordcount ${INT}, rating tinyint(4) NOT NULL DEFAULT 0, reviews smallint(6) NOT NULL DEFAULT 0, sid ${INT}, uid ${INT}, count ${INT}`,
    'chapid',
  ),
  characters: table(
    `charid int(11) NOT NULL AUTO_INCREMENT, catid ${INT}, charname ${text(60)}, bio text NOT NULL, image ${text(200)}`,
    'charid',
  ),
  classes: table(`class_id int(11) NOT NULL AUTO_INCREMENT, class_type ${INT}, class_name ${text(100)}`, 'class_id'),
  classtypes: table(
    `classtype_id int(11) NOT NULL AUTO_INCREMENT, classtype_name ${text(50)}, classtype_title ${text(50)}`,
    'classtype_id',
  ),
  coauthors: table(`sid ${INT}, uid ${INT}`, 'sid', 'uid'),
  comments: table(
    `cid int(11) NOT NULL AUTO_INCREMENT, nid ${INT}, uid ${INT}, comment text NOT NULL, time ${TIME}`,
    'cid',
  ),
  favorites: table(`uid ${INT}, item ${INT}, type char(2) NOT NULL DEFAULT '', comments text NOT NULL`),
  inseries: table(
    `seriesid ${INT}, sid ${INT}, subseriesid ${INT}, confirmed ${INT}, inorder ${INT}`,
    'sid',
    'seriesid',
    'subseriesid',
  ),
  log: table(
    'log_id int(11) NOT NULL AUTO_INCREMENT, log_action varchar(255) DEFAULT NULL, log_uid int(11) NOT NULL, log_ip varbinary(16) DEFAULT NULL, log_timestamp int(10) unsigned NOT NULL DEFAULT 0, log_type varchar(2) NOT NULL',
    'log_id',
  ),
  messages: table(
    `message_id int(11) NOT NULL AUTO_INCREMENT, message_name ${text(50)}, message_title ${text(200)}, message_text text NOT NULL`,
    'message_id',
  ),
  news: table(
    `nid int(11) NOT NULL AUTO_INCREMENT, author ${text(60)}, title ${text(255)}, story text NOT NULL, time ${TIME}, comments ${INT}`,
    'nid',
  ),
  ratings: table(
    `rid int(11) NOT NULL AUTO_INCREMENT, rating ${text(60)}, ratingwarning char(1) NOT NULL DEFAULT '0', warningtext text NOT NULL`,
    'rid',
  ),
  reviews: table(
    `reviewid int(11) NOT NULL AUTO_INCREMENT, item ${INT}, chapid ${INT}, reviewer varchar(60) NOT NULL DEFAULT '0', uid ${INT}, review text NOT NULL, date ${TIME}, rating ${INT}, respond char(1) NOT NULL DEFAULT '0', type char(2) NOT NULL DEFAULT ''`,
    'reviewid',
  ),
  series: table(
    `seriesid int(11) NOT NULL AUTO_INCREMENT, title ${text(200)}, summary text NOT NULL, uid ${INT}, isopen tinyint(4) NOT NULL DEFAULT 0, catid ${text(200)}, rating tinyint(4) NOT NULL DEFAULT 0, classes ${text(200)}, characters ${text(250)}, reviews smallint(6) NOT NULL DEFAULT 0, numstories ${INT}, challenges ${text(200)}`,
    'seriesid',
  ),
  settings: table(
    `sitekey varchar(50) NOT NULL DEFAULT '1', sitename ${text(200)}, slogan ${text(200)}, url ${text(200)}, siteemail ${text(200)}, tableprefix ${text(50)}, skin ${text(50)}, hiddenskins varchar(255) DEFAULT '', language ${text(10)}, submissionsoff ${FLAG}, storiespath varchar(20) NOT NULL DEFAULT 'stories', store varchar(5) NOT NULL DEFAULT 'files', autovalidate ${FLAG}, coauthallowed int(1) NOT NULL DEFAULT 0, maxwords ${INT}, minwords ${INT}, imageupload ${FLAG}, imageheight ${INT}, imagewidth ${INT}, roundrobins ${FLAG}, allowseries tinyint(4) NOT NULL DEFAULT 2, tinyMCE ${FLAG}, allowed_tags ${text(200)}, favorites ${FLAG}, multiplecats ${FLAG}, newscomments ${FLAG}, logging ${FLAG}, maintenance ${FLAG}, debug ${FLAG}, captcha ${FLAG}, dateformat ${text(20)}, timeformat ${text(20)}, recentdays tinyint(2) NOT NULL DEFAULT 7, displaycolumns ${FLAG}, itemsperpage tinyint(2) NOT NULL DEFAULT 25, extendcats ${FLAG}, displayindex ${FLAG}, defaultsort ${FLAG}, displayprofile ${FLAG}, linkstyle ${FLAG}, linkrange tinyint(2) NOT NULL DEFAULT 5, reviewsallowed ${FLAG}, ratings ${FLAG}, anonreviews ${FLAG}, revdelete ${FLAG}, rateonly ${FLAG}, pwdsetting ${FLAG}, alertson ${FLAG}, disablepopups ${FLAG}, agestatement ${FLAG}, words text DEFAULT NULL, version ${text(10)}, smtp_host varchar(200) DEFAULT NULL, smtp_username varchar(50) DEFAULT NULL, smtp_password varchar(50) DEFAULT NULL, anonchallenges tinyint(1) NOT NULL`,
    'sitekey',
  ),
  stats: table(
    `sitekey varchar(50) NOT NULL DEFAULT '0', stories ${INT}, chapters ${INT}, series ${INT}, reviews ${INT}, wordcount ${INT}, authors ${INT}, members ${INT}, reviewers ${INT}, newestmember ${INT}`,
  ),
  stories: table(
    `sid int(11) NOT NULL AUTO_INCREMENT, title ${text(200)}, summary text DEFAULT NULL, storynotes text DEFAULT NULL, catid ${text(100)}, classes ${text(200)}, charid ${text(250)}, rid varchar(25) NOT NULL DEFAULT '0', date ${TIME}, updated ${TIME}, uid ${INT}, coauthors ${FLAG}, featured char(1) NOT NULL DEFAULT '0', validated char(1) NOT NULL DEFAULT '0', completed char(1) NOT NULL DEFAULT '0', rr char(1) NOT NULL DEFAULT '0', wordcount ${INT}, rating tinyint(4) NOT NULL DEFAULT 0, reviews smallint(6) NOT NULL DEFAULT 0, count ${INT}, challenges ${text(200)}`,
    'sid',
  ),
} as const satisfies Record<string, TableSchema>

export type SiteTableName = keyof typeof SITE_SCHEMA
