export { openFlatOdt, openOdt } from './open-odt.ts'
