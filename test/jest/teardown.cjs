module.exports = async () => {
  await globalThis.throwawayPostgres?.stop();
};
