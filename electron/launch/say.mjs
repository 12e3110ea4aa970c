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
 * Runs the launcher's main function: a LaunchError ends in its sentence, the system's own in one, anything else in a stack.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (error instanceof LaunchError) {
      say(error.message);
      process.exitCode = error.status;
      return;
    }
    // A full disk or a folder that may not be written is told by the system in one line; anything else is our fault.
    const { syscall, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!syscall) throw error;
    say(message);
    process.exitCode = 1;
  }
}
