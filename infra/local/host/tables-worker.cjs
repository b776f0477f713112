/** The record store in a thread of its own. workerData: { directory? }; says its port when it listens, closes when told anything. */
const { parentPort, workerData } = require('node:worker_threads');
const dynalite = require('dynalite');

// dynalite takes this parameter of Scan but does not know its type, and then counts half the units.
require('dynalite/validations/scan').types.ConsistentRead = 'Boolean';

// A client that goes away in the middle of a request (a Lambda that timed out) makes dynalite throw; the store must outlive it.
process.on('uncaughtException', (error) => {
  if (error.code !== 'ECONNRESET') throw error;
});

const server = dynalite({ path: workerData.directory, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
// SDK clients keep connections; one that the server closes while a request is under way would fail it.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));

parentPort.once('message', () => {
  server.close((error) => {
    if (error) throw error;
    parentPort.close();
  });
  server.closeAllConnections();
});
