/** What we use of mammoth, which takes parts that were unpacked already but does not say so in its types. */
export interface Mammoth {
  convertToHtml(input: { readonly file: UnpackedFile }, options: Options): Promise<{ readonly value: string }>
}

export interface UnpackedFile {
  exists(name: string): boolean
  read(name: string): Promise<string>
}

interface Options {
  readonly styleMap: string[]
  readonly ignoreEmptyParagraphs: boolean
  readonly externalFileAccess: boolean
  readonly includeEmbeddedStyleMap: boolean
}
