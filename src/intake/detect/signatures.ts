/** What files that are no text begin with. */
import type { RefusalCode } from '../codes.ts'

/** What a signature can tell. */
export type SignedCode = Extract<RefusalCode, 'image' | 'audio-or-video' | 'program' | 'binary' | 'format-not-read-yet'>

export interface Signature {
  readonly format: string
  readonly code: SignedCode
  readonly at: number
  /** Bytes as Latin-1 characters. */
  readonly magic: string
  /** More that must stand further on, where the first bytes alone could be words. */
  readonly also?: { readonly at: number; readonly magic: string }
}

export const SIGNATURES: readonly Signature[] = [
  ...known('image', {
    jpeg: '\xff\xd8\xff',
    png: '\x89PNG\r\n\x1a\n',
    gif: 'GIF87a',
    'gif ': 'GIF89a',
    tiff: 'II*\0',
    'tiff ': 'MM\0*',
    icon: '\0\0\x01\0',
    photoshop: '8BPS\0\x01',
    gimp: 'gimp xcf',
    'windows-metafile': '\xd7\xcd\xc6\x9a',
    jpeg2000: '\0\0\0\x0cjP  ',
    jxl: '\0\0\0\x0cJXL ',
  }),
  { format: 'webp', code: 'image', at: 0, magic: 'RIFF', also: { at: 8, magic: 'WEBP' } },
  { format: 'bitmap', code: 'image', at: 0, magic: 'BM', also: { at: 6, magic: '\0\0\0\0' } },
  { format: 'heic', code: 'image', at: 4, magic: 'ftyphe' },
  { format: 'heic', code: 'image', at: 4, magic: 'ftypmif1' },
  { format: 'avif', code: 'image', at: 4, magic: 'ftypavi' },
  ...known('audio-or-video', {
    mp3: 'ID3\x02',
    'mp3 ': 'ID3\x03',
    'mp3  ': 'ID3\x04',
    'mp3 frame': '\xff\xfb',
    'mp3 frame ': '\xff\xf3',
    ogg: 'OggS\0',
    flac: 'fLaC\0',
    midi: 'MThd\0\0\0\x06',
    matroska: '\x1a\x45\xdf\xa3',
    'flash-video': 'FLV\x01',
    flash: 'FWS\x05',
    mpeg: '\0\0\x01\xba',
    'mpeg ': '\0\0\x01\xb3',
    'windows-media': '\x30\x26\xb2\x75\x8e\x66\xcf\x11',
    'real-media': '.RMF\0',
    'real-audio': '.ra\xfd',
    basic: '.snd\0',
  }),
  { format: 'wave', code: 'audio-or-video', at: 0, magic: 'RIFF', also: { at: 8, magic: 'WAVE' } },
  { format: 'avi', code: 'audio-or-video', at: 0, magic: 'RIFF', also: { at: 8, magic: 'AVI ' } },
  { format: 'aiff', code: 'audio-or-video', at: 0, magic: 'FORM', also: { at: 8, magic: 'AIF' } },
  { format: 'mp4', code: 'audio-or-video', at: 4, magic: 'ftyp' },
  { format: 'quicktime', code: 'audio-or-video', at: 4, magic: 'moov' },
  { format: 'quicktime', code: 'audio-or-video', at: 4, magic: 'mdat' },
  ...known('program', {
    elf: '\x7fELF',
    'java-class': '\xca\xfe\xba\xbe',
    'mach-o': '\xcf\xfa\xed\xfe',
    'mach-o ': '\xce\xfa\xed\xfe',
    webassembly: '\0asm',
    dex: 'dex\n03',
  }),
  ...known('format-not-read-yet', {
    pdf: '%PDF-',
    rtf: '{\\rtf',
    doc: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    'word-for-dos': '\x31\xbe\0\0',
    'word-6': '\xdb\xa5\x2d\0',
    wordperfect: '\xffWPC',
    gz: '\x1f\x8b\x08',
    bzip2: 'BZh91AY&SY',
    xz: '\xfd7zXZ\0',
    zstd: '\x28\xb5\x2f\xfd',
    '7z': '7z\xbc\xaf\x27\x1c',
    rar: 'Rar!\x1a\x07',
    cab: 'MSCF\0\0\0\0',
    stuffit: 'StuffIt (c)',
    'stuffit ': 'SIT!\0',
    sqlite: 'SQLite format 3\0',
    'web-record': 'WARC/0.',
    'web-record ': 'WARC/1.',
    'microsoft-reader': 'ITOLITLS',
    chm: 'ITSF\x03\0\0\0',
    postscript: '%!PS-Adobe',
    'binary-plist': 'bplist00',
  }),
  { format: 'tar', code: 'format-not-read-yet', at: 257, magic: 'ustar' },
  { format: 'mobi', code: 'format-not-read-yet', at: 60, magic: 'BOOKMOBI' },
  { format: 'palm-doc', code: 'format-not-read-yet', at: 60, magic: 'TEXtREAd' },
  { format: 'lzh', code: 'format-not-read-yet', at: 2, magic: '-lh5-' },
  ...known('binary', {
    font: 'wOFF',
    'font ': 'wOF2',
    'font  ': '\0\x01\0\0\0',
    'font   ': 'OTTO\0',
    'font    ': 'ttcf\0',
    'windows-shortcut': 'L\0\0\0\x01\x14\x02\0',
    'folder-view': '\0\0\0\x01Bud1',
  }),
]

/** Signatures at the start of a file; blanks behind a name only keep the keys apart. */
function known(code: SignedCode, magicByFormat: Readonly<Record<string, string>>): readonly Signature[] {
  return Object.entries(magicByFormat).map(([format, magic]) => ({
    format: format.replace(/( frame)? *$/, ''),
    code,
    at: 0,
    magic,
  }))
}
