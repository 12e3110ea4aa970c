/** What the launcher says, and how it gives up: always one sentence. */

/** @param {string} sentence */
export function say(sentence) {
  process.stderr.write(`gradpath: ${sentence}\n`);
}

/** A fault with a sentence for the user and the exit status that goes with it. */
export class LaunchError extends Error {
  /** @param {string} sentence @param {number} [status] */
  constructor(sentence, status = 1) {
    super(sentence);
    this.status = status;
  }
}

/**
 * Runs the launcher's main function: a LaunchError ends in its sentence, anything else in a stack, for it is our fault.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    say(error.message);
    process.exitCode = error.status;
  }
}
