/** Which of the two database engines is meant. */
export type Engine = 'sqlite' | 'postgres'
