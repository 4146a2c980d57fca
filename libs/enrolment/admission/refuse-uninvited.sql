-- enrolment.refuse_uninvited: refuses an enrolment in a closed offering of somebody who is not admitted.
-- Rule: catalogue.admits says who is. What an import reports of elsewhere is a fact and not a request.
-- Why here: many commands enrol (alone, together, by list, in a block, instead of somebody, at the door). Each
-- refuses with a sentence of its own; a mistake in one must show as an error, and not as a stranger in the room.
-- Called by: the trigger below. Once per statement, as count-added.sql.
CREATE OR REPLACE FUNCTION enrolment.refuse_uninvited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added n JOIN catalogue.closed_offering o ON o.id = n.offering_id
     WHERE n.source <> 'import'
       AND NOT catalogue.admits(o.id, n.person_id, (n.changed_at AT TIME ZONE 'Europe/Amsterdam')::date))
  THEN
    RAISE EXCEPTION 'a closed offering takes only those it is for'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_admitted';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER enrolment_refuse_uninvited AFTER INSERT ON enrolment.enrolment
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION enrolment.refuse_uninvited();
