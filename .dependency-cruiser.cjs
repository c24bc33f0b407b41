/**
 * Who may import whom: one rule a row of the table in docs/architecture.md, plus the rules that keep pure code pure,
 * features behind their front doors, and SQL where it may stand. `scripts/boundaries.test.ts` plants a violation of
 * each kind and expects it to be found.
 */

const { Visitor } = require('@swc/core/Visitor.js')

// The visitor of swc stops at `await using`; its declarations are visited like any others.
const visitStatement = Visitor.prototype.visitStatement
Visitor.prototype.visitStatement = function visit(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement)
  this.visitVariableDeclarators(statement.decls)
  return statement
}

const FOLDERS = ['kernel', 'document', 'intake', 'publish', 'search', 'platform', 'ui', 'archive', 'app']

const MAY_IMPORT = {
  kernel: [],
  document: ['kernel'],
  intake: ['kernel', 'document'],
  publish: ['kernel', 'document'],
  platform: ['kernel'],
  search: ['kernel', 'document', 'platform'],
  ui: ['kernel', 'document'],
  archive: ['kernel', 'document', 'intake', 'publish', 'platform', 'search', 'ui'],
  app: ['kernel', 'document', 'intake', 'publish', 'platform', 'search', 'ui', 'archive'],
}

const NOT_TESTS = '\\.test\\.ts$|/testing/'

const folderRules = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import ${allowed.length === 0 ? 'nothing else of src' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.test\\.ts$' },
  to: { path: `^src/(${FOLDERS.filter((name) => name !== folder && !allowed.includes(name)).join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...folderRules.filter((rule) => !rule.to.path.includes('()')),
    {
      name: 'pure-layers-do-no-input-or-output',
      comment: 'kernel, document, intake and publish use of Node only node:crypto, node:zlib and node:util',
      severity: 'error',
      from: { path: '^src/(kernel|document|intake|publish)/', pathNot: NOT_TESTS },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib|util)$' },
    },
    {
      name: 'pure-layers-take-few-packages',
      comment:
        'packages that open a file or a socket by themselves stay out of the pure layers; readers of Word files are given bytes',
      severity: 'error',
      from: { path: '^src/(kernel|document|intake|publish)/', pathNot: NOT_TESTS },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(parse5|entities|jschardet|eld|fastest-levenshtein|yaml|mammoth|word-extractor)/',
      },
    },
    {
      name: 'features-meet-at-the-front-door',
      comment: 'a feature is imported by another through its index.ts',
      severity: 'error',
      from: { path: '^src/archive/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/archive/([^/]+)/', pathNot: ['^src/archive/$1/', '^src/archive/[^/]+/index\\.ts$'] },
    },
    {
      name: 'app-enters-by-the-front-door',
      severity: 'error',
      from: { path: '^src/app/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/archive/', pathNot: '^src/archive/[^/]+/index\\.ts$' },
    },
    {
      name: 'sql-stands-in-stores',
      comment: 'kysely and node:sqlite are for store files, platform/db and search',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['(^|/|-)store\\.ts$', '^src/platform/(db|testing)/', '^src/search/', '\\.test\\.ts$'],
      },
      to: { path: 'node_modules/(kysely|pg)/|^(node:)?sqlite$' },
    },
    {
      name: 'tests-are-not-used-by-the-program',
      severity: 'error',
      from: { path: '^src/', pathNot: NOT_TESTS },
      to: { path: `${NOT_TESTS}|^test/` },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
