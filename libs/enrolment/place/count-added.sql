-- enrolment.count_added: adds the enrolments of one INSERT to the counts on their offerings.
-- Rule: as keep-counts.sql.
-- Why here: as keep-counts.sql. Once per statement and not per row, because an import or a shared statement
-- inserts hundreds of enrolments in one offering (docs/decisions/0008).
-- Called by: the trigger below.
CREATE OR REPLACE FUNCTION enrolment.count_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM catalogue.count_places(a.offering_id, a.seats, a.over, a.waiting)
    FROM (SELECT n.offering_id,
                 count(*) FILTER (WHERE n.seated AND NOT n.overbooked)::integer AS seats,
                 count(*) FILTER (WHERE n.seated AND n.overbooked)::integer AS over,
                 count(*) FILTER (WHERE n.state = 'waitlisted')::integer AS waiting
            FROM (SELECT *, state IN ('offered', 'enrolled', 'finished') AS seated FROM added) n
           GROUP BY n.offering_id ORDER BY n.offering_id) a;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER enrolment_count_added AFTER INSERT ON enrolment.enrolment
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION enrolment.count_added();
