/** The import law (docs/architecture.md): a layer may import only what stands to its left. */
const layers = ['names', 'errors', 'records', 'soql', 'domain', 'contracts', 'ports', 'stores', 'adapters', 'runtime'];
const allowed = {
  ports: layers.slice(0, layers.indexOf('contracts') + 1),
};
module.exports = {
  forbidden: [
    ...layers.map((layer, index) => ({
      name: `shared-${layer}-imports-leftwards`,
      comment: `shared/${layer} may import only ${[...(allowed[layer] ?? layers.slice(0, index)), layer].join(', ')}.`,
      severity: 'error',
      from: { path: `^shared/${layer}/` },
      to: { path: '^(shared|lambdas|infra|test)/', pathNot: `^shared/(${[...(allowed[layer] ?? layers.slice(0, index)), layer].join('|')})/` },
    })),
    { name: 'lambdas-do-not-import-adapters', severity: 'error', comment: 'Lambdas get what they need from the composition root in shared/runtime.', from: { path: '^lambdas/' }, to: { path: '^(shared/adapters|infra|test)/' } },
    { name: 'lambdas-do-not-import-each-other', severity: 'error', comment: 'A step is one file; what two steps share lives in shared.', from: { path: '^lambdas/([^/]+)/' }, to: { path: '^lambdas/' } },
    { name: 'infra-imports-no-handlers', severity: 'error', comment: 'Infra knows names, records, the filter language, settings and the rule tables that it must check.', from: { path: '^infra/', pathNot: '^infra/local/' }, to: { path: '^(lambdas|test|shared/(adapters|runtime|ports|stores))/' } },
    { name: 'nothing-imports-tests', severity: 'error', comment: 'Tests look at the product, never the other way round.', from: { path: '^(infra|shared|lambdas)/' }, to: { path: '^test/' } },
    { name: 'only-adapters-import-sdks', severity: 'error', comment: 'Vendor SDKs stay behind the ports.', from: { path: '^(shared/(?!adapters)|lambdas)' }, to: { path: 'node_modules/(@aws-sdk|@slack)/' } },
    { name: 'only-runtime-imports-middy', severity: 'error', comment: 'middy is attached in one place.', from: { path: '^(shared/(?!runtime)|lambdas|infra)' }, to: { path: 'node_modules/@middy/' } },
    { name: 'no-cycles', severity: 'error', comment: 'A cycle is a missing module.', from: {}, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
    moduleSystems: ['es6', 'cjs'],
  },
};
