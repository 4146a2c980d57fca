/** A transform for test files: Node loads them, not Jest (environment.cjs). */
module.exports = { process: () => ({ code: 'loadNatively(__filename, jest);' }) };
