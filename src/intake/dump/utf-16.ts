/** Gives the pieces of a dump in UTF-8 that somebody saved as UTF-16, as PowerShell does; others as they are. */
export interface Utf8Pieces {
  readonly of: (piece: Uint8Array) => readonly Uint8Array[]
  readonly end: () => readonly Uint8Array[]
  readonly isUtf16: () => boolean
}

export function utf8Pieces(): Utf8Pieces {
  let head: Uint8Array | null = new Uint8Array()
  let decoder: InstanceType<typeof TextDecoder> | null = null

  function of(piece: Uint8Array): readonly Uint8Array[] {
    if (head === null) return decoder === null ? [piece] : [Buffer.from(decoder.decode(piece, { stream: true }))]
    const start = head.length === 0 ? piece : Buffer.concat([head, piece])
    if (start.length < 2) {
      head = start.slice()
      return []
    }
    head = null
    if (start[0] === 0xff && start[1] === 0xfe) decoder = new TextDecoder('utf-16le')
    if (start[0] === 0xfe && start[1] === 0xff) decoder = new TextDecoder('utf-16be')
    return of(start)
  }

  function end(): readonly Uint8Array[] {
    if (head !== null) return [head]
    return decoder === null ? [] : [Buffer.from(decoder.decode())]
  }

  return { of, end, isUtf16: () => decoder !== null }
}
