-- catalogue.lent_means: what can be lent, with how many pieces there are.
-- Rule: archived means are in it, since what was lent once must keep its name; archived pieces do not count.
-- Why here: deliveries of another lib name the same means.
-- Called by: queries of acts.
CREATE OR REPLACE VIEW catalogue.lent_means AS
SELECT m.id, m.name, m.about, m.delivery, m.contact, m.archived_at,
       (SELECT count(*)::int FROM catalogue.piece p WHERE p.means_id = m.id AND p.archived_at IS NULL) AS pieces
  FROM catalogue.means m;
