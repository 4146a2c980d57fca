require('../../scripts/register-typescript.cjs');

module.exports = require('../support/database.ts').default;
