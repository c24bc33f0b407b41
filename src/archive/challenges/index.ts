/** Front door of challenges. */
export {
  type ChallengeAnswer,
  type ChallengeFacts,
  findStoredChallenge,
  insertChallenge,
  replaceAnswers,
  updateChallenge,
} from './store.ts'
