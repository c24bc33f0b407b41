export { unwrapMessage } from './unwrap-message.ts'
export { unwrapPage } from './unwrap-page.ts'
