import { runHere } from './run-here';

await runHere(process.argv.slice(2));
