import { runHere } from './commands/run-here';

await runHere(['redrive', ...process.argv.slice(2)]);
