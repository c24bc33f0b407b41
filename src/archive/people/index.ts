export { showPenName, showPeople } from './routes.ts'
