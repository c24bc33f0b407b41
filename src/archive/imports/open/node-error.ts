/** The reason of a failed system call in words for a person. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it may not be read by the person who runs this; change its permissions',
  EPERM: 'it may not be read by the person who runs this; change its permissions',
  ENOENT: 'there is nothing of that name',
  ELOOP: 'it is a link that leads back to itself',
  EISDIR: 'it is a folder',
  EIO: 'the disk could not read it; copy what can be saved to another disk first',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return REASONS[code] ?? error.message
}
