/**
 * The dictionary of header labels: what authors and sites wrote before a value, and which fact it names.
 *
 * By key and language (`*` where several languages share a label); labels are separated by commas. They are looked up
 * folded (see `label.ts`): lower case, without accents and apostrophes, "(s)" or a plural s, a number at the end, or
 * a word like "story" before them. Where two keys claim a label, the first one here has it.
 */
import type { LabelKey } from './label-keys.ts'

export const LABELS: Readonly<Partial<Record<LabelKey, Readonly<Record<string, string>>>>> = {
  title: {
    en: 'title,story title,fic title,name of story,story name,title of story,name',
    de: 'titel,geschichte',
    fr: 'titre,titre de la fic',
    es: 'titulo',
    it: 'titolo',
    pl: 'tytul',
    cs: 'nazev,nazev povidky,titul',
    ru: 'название,заголовок',
    pt: 'titulo',
    nl: 'titel',
    sv: 'titel',
  },
  author: {
    en: 'author,author name,authors name,written by,writer,pen name,penname,by,story by,fic by,posted by,pseud',
    de: 'autor,autorin,autor(in),autor in,autorenname,von,geschrieben von,verfasser,verfasserin',
    fr: 'auteur,auteure,autrice,ecrit par',
    es: 'autora,autor(a),escrito por,autor',
    it: 'autore,autrice,scritto da',
    pt: 'autoria,autor,autora',
    nl: 'schrijver,schrijfster,geschreven door,auteur',
    pl: 'autorka,napisane przez,autor',
    cs: 'napsala,napsal,autor,autorka',
    sv: 'forfattare,skriven av',
    ru: 'автор',
  },
  email: {
    en: 'email,e-mail,mail,email address,e-mail address,authors email,author email,author e-mail,contact,contact info,feedback to,send feedback to,comments to,send comments to,address',
    '*': 'courriel,correo,correo electronico,mailadresse,mejl',
  },
  url: {
    en: 'url,website,web site,homepage,home page,web page,webpage,site,web,link,links,previous part,previous parts,previous chapters,earlier parts,other stories,archive url,my site,my website,authors website,author page',
  },
  source: {
    en: 'source,story url,original url,original source,originally posted at,originally posted,story link',
  },
  part: {
    en: 'part,parts,chapter,chapter number,section',
    de: 'teil,kapitel',
    fr: 'partie,chapitre',
    es: 'parte,capitulo',
    nl: 'deel,hoofdstuk',
    pl: 'czesc,rozdzial',
    cs: 'cast kapitola,kapitola',
    ru: 'часть,глава',
    it: 'parte,capitolo',
    pt: 'parte,capitulo',
    sv: 'kapitel,del',
  },
  chapterTitle: {
    en: 'chapter title,part title,chapter name',
  },
  chapters: {
    en: 'chapters,chapter count,number of chapters',
    '*': 'chapitres,capitulos,capitoli,hoofdstukken,rozdzialy',
  },
  series: {
    en: 'series,serie,arc,story arc,verse,part of,part of series,series title,saga,trilogy,series/sequel,sequel/series',
    '*': 'reihe,seria,serien,saga',
  },
  sequelTo: {
    en: 'sequel,sequel to,sequel info,follows,prequel,prequel to,companion to',
    '*': 'fortsetzung von,suite de,secuela de,seguito di',
  },
  season: {
    en: 'season,season/sequel info,season/sequel,season info',
    '*': 'staffel,saison,temporada,stagione,seizoen,sezon,seria odcinkow',
  },
  fandom: {
    en: 'fandom,show,universe,crossover,universe/fandom,crossover with,xover',
    '*': 'serie tv,univers,universo,fandom(s),kanon,вселенная,фандом',
  },
  pairing: {
    en: 'pairing,ship,shipper,couple,relationship,romantic pairing,main pairing,centers on,slash pairing,pair,pairing/characters,characters/pairings,character/pairing,pairings/characters',
    de: 'paarung,beziehung',
    fr: 'couple,couples',
    es: 'pareja',
    it: 'coppia,coppie',
    pt: 'casal,casais,shipp',
    nl: 'koppel,koppels',
    pl: 'pary,parowanie,para',
    cs: 'par,pary,parovani',
    sv: 'parning',
    ru: 'пеиринг,персонажи/пеиринг,пара,пары',
  },
  characters: {
    en: 'character,starring,cast,main character,featuring,who,focus',
    de: 'charaktere,personen,figuren,hauptpersonen',
    fr: 'personnage',
    es: 'personaje',
    it: 'personaggi,personaggio',
    pt: 'personagem,personagens',
    nl: 'personages,karakters',
    pl: 'postacie,bohaterowie',
    cs: 'postavy',
    sv: 'karaktarer,personer',
    ru: 'персонажи,герои',
  },
  rating: {
    en: 'rating,rated,rate,age rating,overall rating,content rating,maturity rating,content/rating,rating/content',
    de: 'altersfreigabe,altersempfehlung,einstufung,freigabe,altersbeschrankung',
    fr: 'classement,classification d age,rang',
    es: 'clasificacion,calificacion',
    it: 'valutazione',
    pt: 'classificacao,censura,faixa etaria',
    nl: 'leeftijd,leeftijdscategorie',
    pl: 'ograniczenia wiekowe,ograniczenie wiekowe,kategoria wiekowa',
    cs: 'pristupnost',
    sv: 'aldersgrans',
    ru: 'реитинг',
  },
  warnings: {
    en: 'warning,content warning,caution,squick,squick warning,kink,contains,archive warning,trigger warning,trigger,tw,cw,sex warning,violence warning,language warning,slash warning,death warning,story warning,rating/warning',
    de: 'warnung,warnungen,achtung',
    fr: 'avertissement,attention',
    es: 'advertencia',
    it: 'avvertimento,avvertimenti,avvertenze',
    pt: 'aviso,avisos,advertencia',
    nl: 'waarschuwing,waarschuwingen',
    pl: 'ostrzezenia,ostrzezenie',
    cs: 'varovani,upozorneni',
    sv: 'varning,varningar',
    ru: 'предупреждение,предупреждения',
  },
  spoilers: {
    en: 'spoiler,spoiler warning,spoiler alert,spoils',
    '*': 'spoilerwarnung,spoileur',
  },
  setting: {
    en: 'setting,timeline,time line,time frame,timeframe,time period,set,set in,takes place,when,year,continuity,tag to,tag to episode,episode,episode tag,post-ep,post ep,story set,era,placement',
    de: 'zeitpunkt,zeitlinie,handlungszeit,zeitrahmen,zeitlicher rahmen,spielt',
    fr: 'epoque,chronologie,situation',
    es: 'epoca,ambientacion,linea temporal',
    it: 'ambientazione,collocazione',
    '*': 'tijdlijn,czas akcji,casove zarazeni,tidslinje,linha do tempo,время деиствия',
  },
  genre: {
    en: 'genre,story type,fic type',
    '*': 'genero,genere,gatunek,zanr,gattung,genrer,жанр',
  },
  category: {
    en: 'category,sub category,sub-category,subcategory,type,orientation',
    '*': 'kategorie,categorie,categoria,kategoria,kategori,категория',
  },
  classification: {
    en: 'classification,story classification,class',
  },
  keywords: {
    en: 'keyword,key word,tag,additional tag,freeform',
    '*': 'schlagworter,stichworte,mots cles,etiquetas',
  },
  codes: {
    en: 'code,codes,story codes,coding',
  },
  summary: {
    en: 'summary,story summary,brief summary,short summary,description,teaser,blurb,synopsis,content,premise,plot,excerpt',
    de: 'zusammenfassung,inhalt,kurzbeschreibung,inhaltsangabe,kurzinhalt',
    fr: 'resume',
    es: 'resumen,sinopsis,argumento,trama',
    it: 'riassunto,trama,sinossi,introduzione',
    pt: 'resumo,sinopse',
    nl: 'samenvatting,korte inhoud,inhoud',
    pl: 'streszczenie,opis',
    cs: 'shrnuti,obsah,popis,anotace',
    sv: 'sammanfattning,handling',
    ru: 'саммари,краткое содержание,аннотация,описание',
  },
  notes: {
    en: 'note,authors note,author note,a/n,an,a.n.,authors comment,note from the author,notes from the author,word from the author,a word from the author,n.b.,nb,n/b,ps,p.s.,rambling,authors rambling,story note,chapter note,beginning note,opening note,foreword,preface,important note,archivists note,archiving note,general note,quick note,disclaimer/note,comment',
    de: 'anmerkung,anmerkungen,kommentar,kommentar der autorin,kommentar des autors,bemerkung,bemerkungen,anmerkung der autorin,anmerkung des autors,vorwort,hinweis,autorennotiz',
    fr: 'note de l auteur,notes de l auteur,notes de lauteur,note de lauteur,note de lauteure,nda,n/a',
    es: 'nota,notas,nota de la autora,nota del autor,notas de la autora,notas del autor,notas de autora,n/a',
    it: 'note dellautrice,note dellautore,nota dellautrice,nota dellautore,note,nota',
    pt: 'notas da autora,nota da autora,notas do autor,nota do autor,nota,notas',
    nl: 'opmerking,opmerkingen,noot van de schrijver,noot',
    pl: 'uwagi,od autorki,od autora,notka,notka autorska,notka od autorki',
    cs: 'poznamka,poznamky,poznamka autora,poznamka autorky',
    sv: 'anmarkning,forfattarens kommentar,forfattarens anmarkning',
    ru: 'примечание,примечания,от автора,примечание автора,примечания автора',
  },
  endNotes: {
    en: 'end note,endnote,ending note,closing note,end authors note,afterword,final note',
  },
  disclaimer: {
    en: 'disclaimer,disclaimers,standard disclaimer,legal,legal stuff,legalese,legalities,dont sue,ownership,disclaimer thingy,authors note/disclaimer,disclaimer/authors note,legal disclaimer',
    de: 'haftungsausschluss,rechte',
    fr: 'avertissement legal,droits',
    es: 'descargo,descargo de responsabilidad,renuncia',
    '*': 'zastrzezenie,prava,ansvarsfriskrivning,isencao,дисклеимер,отказ,отказ от прав,права',
  },
  copyright: {
    en: 'copyright',
  },
  distribution: {
    en: 'archive,archived,archiving,archival,distribution,distribution statement,permission,permission to archive,posting,archive permission,permission to post,circuit archive,pros-lib,repost',
    '*': 'archivierung,archivage,archivio,archivo,verbreitung,архивирование,размещение,arkivering,archiwizacja',
  },
  feedback: {
    en: 'feedback,c&c,c & c,cc,reviews,comments,response,criticism,comments and criticism,fb,flames',
    '*': 'kommentare,commentaires,commenti,comentarios',
  },
  beta: {
    en: 'beta,beta reader,betas,betaed by,betad by,beta by,betareader,beta read by,betareading,editor,beta thanks,beta credit',
    '*': 'bêta,betaleser,betaleserin,betalectrice,correctrice,betalezer,betowala,betowanie,бета,betalasare',
  },
  thanks: {
    en: 'thanks,thanks to,thanx,thank you,thank yous,acknowledgement,acknowledgment,special thanks,credits,credit',
    '*': 'danke,dank,remerciements,agradecimientos,ringraziamenti,podziekowania,podekovani,tack,благодарности',
  },
  dedication: {
    en: 'dedication,dedicated to,for',
    '*': 'widmung,dedicace,dedicatoria,dedica,dedykacja,venovani,посвящение',
  },
  status: {
    en: 'status,story status,completion status',
    '*': 'statut,estado,stato,stan,stav,статус',
  },
  completed: {
    en: 'complete,completed,finished,is it complete',
  },
  date: {
    en: 'date,dates',
    '*': 'datum,fecha,data,дата',
  },
  written: {
    en: 'written,date written,started,begun,written on,date started,date finished,date completed,written in',
    '*': 'geschrieben,geschrieben am,ecrit,ecrite le,escrito,napsano,napisane',
  },
  posted: {
    en: 'posted,posted on,published,first posted,first published,date posted,posting date,date published,post date,publication date,release date',
    '*': 'veroffentlicht,publie,publie le,publicado,pubblicata,gepubliceerd,opublikowano,zverejneno,опубликовано',
  },
  updated: {
    en: 'updated,last updated,date updated,revised,last revised,last update',
    '*': 'aktualisiert,zuletzt aktualisiert,mis a jour,actualizado,aggiornata,zaktualizowano,обновлено',
  },
  language: {
    en: 'language',
    '*': 'sprache,langue,idioma,lingua,taal,jezyk,jazyk,sprak,язык',
  },
  words: {
    en: 'words,word count,wordcount,length,size,story length,file size',
    '*': 'worter,wortzahl,wortanzahl,mots,nombre de mots,palabras,parole,palavras,woorden,slowa,slova,lange,размер',
  },
  challenge: {
    en: 'challenge,improv,prompt,response to challenge,challenge response,in response to,table,written for,for the challenge,kink bingo,contest',
    '*': 'herausforderung,defi,reto,sfida,wyzwanie,vyzva,utmaning',
  },
  recipient: {
    en: 'recipient,gift for,prompter,requested by,request by,recipient/prompter,giftee,for user',
  },
  artist: {
    en: 'artist,art,art by,cover art,cover,illustrator',
  },
  translator: {
    en: 'translator,translated by,translation',
    '*': 'ubersetzer,ubersetzerin,ubersetzung,traducteur,traductrice,traduction,traductora,traductor,traduzione,tlumaczenie,preklad,oversattning,перевод,переводчик',
  },
  quotation: {
    en: 'quote,quotation,song,lyrics by,soundtrack',
  },
  stats: {
    '*': 'stats,statistics',
  },
  site: {
    '*': 'reviews count,favs,favorites,favourites,follows count,hits,kudos,bookmarks,id,story id,packaged,publisher,read count,read,reads,collection,collections,hidden,staff,year published online',
  },
}
