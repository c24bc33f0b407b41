/**
 * Names that people are given, by language, folded: in front of a family name they tell that somebody is called so.
 *
 * None of them is a word or a place besides: "Rose Garden", "Paris Texas" and "Mark Two" are nobody's name.
 */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `
  aaron adele adrian adrienne agnes agnieszka aileen alan alana albert alec alejandra alejandro aleksandra
  alessandra alessandro alex alexander alexandra alexei alexis alfred alicia alina alison allan allen allison
  alvaro alyssa alzbeta amanda amelia amy ana anastasia andras andre andrea andreas andrew andrzej andy angela
  angelika angelina anita anja anke ann anna anne anneke annelies annemarie annette annie annika antoine anton
  antonia antonio arlene arnaud arthur astrid attila audrey balazs barbara barry beata beatrice beatrix beatriz
  becky ben benjamin bernadette bernard bernd bernhard bert beth bethany betsy betty beverly bianca birgit birgitta
  bjarni bjorn bozena brais brandon brenda brent brian bridget brigitte bruce bruno camille candace cara carla
  carlos carmen carol carole caroline carolyn carrie catarina caterina catherine cathy catriona cecile cecilia
  celia chantal charles chiara chloe chris christa christel christian christiane christina christine christoph
  christopher cindy claire clara claudia claus colette colin colleen concha connie constanze consuelo corinna
  cornelia craig csilla cynthia dagmar damien dana daniel daniela danielle danuta darren dave david debbie deborah
  debra deirdre denise dennis derek diana diane dieter diogo dirk dmitri dolores dominik dominique donald donna
  doris dorota dorothea dorothy doug douglas ed eddie edith eduardo edward eileen einar elaine eleanor elena eleni
  elin elisa elisabeth elizabeth elke ella ellen elsa elzbieta emanuela emil emilie emily emma enrico eric erica
  erich erik erika erin erzsebet esther eszter ethan eva evelyn ewa ewelina fatima federica federico femke ferenc
  fernanda fernando fiona florian francesca francesco francis francisco francoise franz franziska frederic
  frederick fredrik friederike gabor gabriel gabriela gabriele gabriella gareth gary geert genevieve geoff geoffrey
  georg george gerald geraldine gerard gerhard gerta gertrud gillian gina giorgio giovanna giovanni gisela giulia
  giuseppe glenda gloria gordon graca graham grazyna greg gregor gregory gretchen grzegorz guadalupe gudmundur
  gudrun guillaume gunilla gunnar gunther gustav gwen gwendolyn gyorgy halina hanna hannah hannelore hans harold
  harriet heidi heike heinrich heinz helen helena helene helga helgi helmut hendrik henriette henrik henry herbert
  hilary hilda hildegard holger howard hrafnhildur hubert hugo iago ian ida ignacio igor ildiko ilona ilse ines
  inga inge ingeborg ingrid ingvar irena irene irina irma isabel isabella isabelle istvan ivan ivana izabela jacek
  jacob jacqueline jacques jadwiga jake jakob jakub james jamie jan jana jane janet janice janina janos jaroslav
  jason javier jean jeanette jeanne jeff jeffrey jenna jennifer jenny jens jeremy jerome jerry jessica jill jim
  jitka joan joana joanna joanne joao joaquim joe joel johan johanna johannes john johnny jolanta jon jonas
  jonathan joost jordi jorg jorge jose joseph josephine joshua josie jozef jozsef juan juanita judit judith judy
  julia julian juliana julie julien juliet juliette jurgen justin justyna karel karen karin karina karl karla
  karolina katalin katarina katarzyna kate katerina katharina katherine kathleen kathryn kathy katia katie katja
  katrin katrina kayla keith kelly ken kenneth kerstin kevin kimberly kinga kirsten klaudia klaus konrad konstantin
  kristen kristian kristin kristina kristine kristjan krzysztof kurt kyle larisa larry lars laszlo laura lauren
  laurence laurent lawrence leah lech lena lenka lennart leon leonard leonie lesley leslie lia liam lidia liesbeth
  liliana linda lindsay lindsey linnea lisa liz liza lois lorena lorenzo loretta lori lorna lorraine louis louisa
  louise lourdes luca lucas lucia lucie lucille lucy ludek ludmila luis luisa lukas luke lutz lydia lynn lynne
  maaike maarten mafalda magda magdalena maggie magnus malgorzata malwina mandy manfred manuel manuela marc marcel
  marcia marco marcus mareike margaret margarida margarita margot marguerite maria mariana marianne marie marieke
  marina mario marion marisa marjorie marketa marta martha martin martina mary marzena mateusz mathias matilda matt
  matteo matthew matthias maureen maurice maxim megan melanie melissa merce meredith mia michael michaela michal
  michel michele michelle miguel mikael mike mikhail miklos milan mildred milena miriam mirjam miroslav moira molly
  monica monika monique montse montserrat muriel myriam nadia nadine nadja nancy naomi natalia natalie natasha
  nathalie nathan neil nelly neus nicholas nick nicola nicolas nicole nikolai nils nina noel noemi nora norbert
  noreen norma norman nuria olaf olafur olga oliver olivia olivier ondrej oriol orsolya oscar oskar otto pam pamela
  paola paolo pascal patricia patricio patrick patrizia paul paula pauline paulo pavel pawel pedro penelope peter
  petr petra phil philip philipp philippe phoebe phyllis pierre pieter pilar piotr priscilla przemyslaw rachel
  radka rafael rainer ralf ralph ramona raphael raquel raymond rebecca regina reinhard reka renata renate rene
  renee ricardo riccardo richard rita robert roberta roberto rocio rodrigo roger roland rolf roman ronald rosa
  rosalie rosalind rosemarie rosemary roxanne rudolf rupert russell ruth ryan sabine sabrina samantha samuel sandor
  sandra sanne sara sarah saskia scott sean sebastian serena sergei sergio shannon sharon sheila shirley siegfried
  sigrid sigridur sigrun sigurdur silke silvia simon simone sofia sonia sonja sophia sophie stacey stacy stanislav
  stefan stefania stefanie steinunn stepan stephan stephanie stephen steve steven stuart susan susanna susanne
  suzanne sven svenja svetlana sylvia sylvie szilvia tadeusz tamara tamas tammy tania tanja tanya tatiana ted
  terence teresa tereza terry theresa therese thomas thora thordis tiago tibor tiffany tim timothy tina tobias todd
  tom tomas tomasz toni tony torbjorn tracey tracy trevor ulla ulrich ulrike ursula urszula uta ute uxia vaclav
  valentina valerie vanessa vasco verena veronique vicki vicky victor viktor viktoria vincent vincenzo virginie
  vivian vladimir volker walter waltraud wanda wendy werner wieslawa wilhelm william wojciech wolfgang wouter
  xavier xoana yolanda yves yvette yvonne zachary zbigniew zdenek zdenka zoe zofia zoltan zsofia zsuzsanna zuzanna
  `
    .trim()
    .split(/\s+/),
)
