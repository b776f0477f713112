import { runHere } from './commands/run-here';

await runHere(['start', ...process.argv.slice(2)]);
