import { fileURLToPath } from 'node:url';
import { showProgress } from '../progress';
import { runProgram } from './program';

// A reader that has seen enough, such as head, closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runProgram(process.argv.slice(2), {
  print: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(text),
  progress: showProgress(process.stderr),
  now: Date.now,
  env: process.env,
  directory: fileURLToPath(new URL('..', import.meta.url)),
});
