import { runHere } from './commands/run-here';

await runHere(['import', ...process.argv.slice(2)]);
