/** Front door of challenges. */
export { showChallenge, showChallenges } from './routes.ts'
export {
  type ChallengeAnswer,
  type ChallengeFacts,
  findStoredChallenge,
  insertChallenge,
  replaceAnswers,
  updateChallenge,
} from './store.ts'
