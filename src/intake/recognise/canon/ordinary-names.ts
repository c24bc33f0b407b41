/**
 * Names that say nothing by themselves: common given and family names, and English words that serve as names.
 *
 * A story with a Dawn, a Will and an Angel in it is no proof of any fandom. Names of these lists count little for one,
 * and those that are words as well count for nothing where every word has a capital: at the start of a sentence.
 */

/** Words that are also names. Folded. */
const WORDS = `
  will wills dawn angel faith joy hope grace red spike key wood ford doc pet honey rose lily daisy ivy iris violet ruby
  pearl amber crystal jade opal coral sage olive hazel holly heather ash ashes robin wren jay hawk raven fox wolf bear
  river brook lake skye sky rain storm star stella luna sunny summer summers winter autumn april may june august january
  max rich bill bob jack mark nick rob pat art gene sue drew frank ernest earnest harmony melody charity chastity
  prudence patience mercy verity constance felicity king queen prince duke earl baron page porter parker hunter archer
  mason carter cooper fisher baker smith cook butler taylor chase trick sweet master first mayor judge bishop abbot
  church temple bell ring wing young old long short white black brown green gray grey silver gold stone rock clay sandy
  reed field forest hill dale glen heath marsh moor shore bay ray sunny guy dick peter jimmy johnny teddy victor miles
  blue indigo scarlet amanda vi sid gunn adam may do an him her help gone quill tide birch light salt heron ink
  data seven doctor paris quark spot bones chapel pike mort skip lore winner duo solo pagan riddle weasel ferret gin
  forge flint lavender pansy moody merry pip bard strider freak chuckles broccoli spooky pusher foxy smokey singer moose
  squirrel chuck trickster darkness impulse pony chief constable emissary inspector host woman headmaster dragon oracles
  mac sparky spanky spicy collie denny lexis shep rand cyborg watchtower doomsday supernatural highlander sherlock
  voyager guide khan kang lucifer caesar hercules thor argo ring-bearer ringbearer jam
`

/** Given and family names that many people share. Folded. */
const NAMES = `
  aaron adam adrian alan albert alex alexander alexandra alfred alice alison amy andrea andrew angela anita ann anna anne
  annie anthony antonia april arthur barbara ben benjamin bernard beth betty billy bobby brad brandon brian bruce cameron
  carl carol caroline carolyn cassie catherine charles charlie charlotte chloe chris christina christine christopher
  claire clara claudia colin connor craig cynthia daniel danny darren dave david dean deborah denise dennis diana diane
  donald donna doris dorothy doug douglas duncan dylan eddie edward eleanor elena eli elizabeth ella ellen ellie emily
  emma eric erica erik ethan eva eve evelyn fiona florence fred gabriel gary geoff george gerald giles glory gordon graham
  greg gwen hank hannah harold harriet harris harry heather helen henry howard hugh ian irene isaac isabel jackie jackson
  jacob jake james jamie jan jane janet jason jean jeff jen jenna jennifer jenny jeremy jerry jesse jessica jill jim joan
  joanna joe joel john jon jonathan jordan joseph josh joshua joyce juan judith judy julia julie justin karen kate
  katherine kathleen kathy katie katrina keith kelly ken kendra kennedy kenneth kevin kim kyle larry laura lauren lawrence
  leah lee leo leon leonard leslie lewis liam linda lisa liz lois lori louis louise lucas lucy luke lynn maggie marcus
  margaret maria marie marion martha martin mary matt matthew megan melanie melissa michael michelle mike molly monica
  morgan nancy natalie nathan neil nicholas nicole nikki noah nora norman oliver olivia oscar owen oz pam pamela patricia
  patrick paul paula penny phil philip phillip quentin rachel ralph randy rebecca richard rick riley rita rob robert roger
  rona ron ronald rory ross roy rupert russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean seth sharon
  shawn sheila shirley simon sophia sophie stan stephanie stephen steve steven stuart susan sylvia tara ted teresa terry
  theresa thomas tim timothy tina todd tom tommy tony tracy travis trevor tyler vanessa vera vicki victoria vincent
  virginia walter warren wayne wendy wes wesley william willow wilson zach zoe
  aiden alastair anderson angie annika barclay barton bates beckett benny benton bev beverly bobby byers byron caldwell
  caleb carey carson caspian cassandra cathy cedric chang cho clark connor conner cyrus dana darius dawson dee dewey
  donovan dudley elaine eliza evans fei fitz fleur francesca franny frannie fraser frasier gabby gabrielle gabriele garth
  geordie gerard gibson ginny granger hamilton hammond hamish harriman hermes hilde holmes hooper horton huey jacob
  janine jasmine jeannie jess jonas julian kara kat kathryn keller kenny kent kim kingsley kinsey kira kirk knox lana
  landry lane lang langley lara lila lilah lilith linwood lionel lockhart lucius macleod marita marty maurice max maxwell
  mccoy mckay mcleod meg metcalf millicent miller minerva missy mitchell moran murray naomi neville o'brien o'neil
  o'neill ollie olsen parkinson parrish penn percy pete pierson potter radek ramirez rashid reyes richie ritchie rodney
  ronnie ross rowena ruby sammy scottie scotty seamus sebastian sheppard shepherd shelby silas skinner sloan spender
  stamford stella sullivan sumner tess tessa thatcher torres turnbull vic viktor virgil watson weir welsh whitney willie
  winchester winn
  anubis aphrodite ares apophis azazel baal balthazar beowulf brutus hathor hecuba herodotus livia octavius osiris pompey
  ra uriel zachariah ezekiel ahab
  finn ness nessa izzy tobias isolde anselm tam ilse marek jory sabra corvin
  alejandro ana andreas angelika antoine beatriz bernd birgit camille carlos carmen claude clemens dieter dmitri elena
  emil franz friedrich gerhard greta hans heinrich henri igor ines ingrid ivan jacques jan javier jens johann jorge jose
  juan jürgen karl katja klaus lars laurent lena lorenzo luc lucia luis lukas manuel marc marcel marco marta mathias
  matthias max miguel mikhail monika natascha nicolas nikolai olga otto pablo paolo pavel pedro petra philippe pierre
  rafael renate rosa sabine sergei sofia stefan sven tanja thierry ulrich ursula uwe vladimir wolfgang yves
`

export const ORDINARY_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/))
/** Names of series that people also say for something else. Folded, without an article. */
const PHRASES = ['due south', 'next generation', 'next gen']

export const ORDINARY_NAMES: ReadonlySet<string> = new Set([
  ...ORDINARY_WORDS,
  ...NAMES.trim().split(/\s+/),
  ...PHRASES,
])
