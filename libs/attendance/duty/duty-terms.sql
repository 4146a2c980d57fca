-- attendance.duty_terms: what a rule asks of somebody, given the day on which the duty began and the last fulfilment.
-- Rule: the first time within `p_within_days` after it began, or after the terms changed. After that
--   none     nothing more;
--   months   `p_every_months` after the last time; any later day counts;
--   yearly   again in the month `p_in_month`: from its first day it counts, on its last day it is due.
-- `holds`: what was done before the duty began still counts. `counts_from`: from that day on it fulfils the duty, null
-- for any day. A renewal is never due sooner than the first term after the terms changed.
-- Why here: settling works on sets, and showing whom a change touches has to say the same.
-- Called by: the duties of attendance (needed-duties.ts).
CREATE OR REPLACE FUNCTION attendance.duty_terms(
  p_repeats text, p_in_month integer, p_every_months integer, p_within_days integer, p_terms_from date,
  p_begun_on date, p_fulfilled_on date
) RETURNS TABLE (holds boolean, counts_from date, due_on date) LANGUAGE sql IMMUTABLE AS $$
  SELECT t.holds,
         CASE p_repeats WHEN 'months' THEN p_fulfilled_on + 1
           WHEN 'yearly' THEN CASE WHEN t.holds THEN (w.opened + interval '1 year')::date ELSE w.opened END END,
         CASE WHEN NOT t.holds OR p_repeats = 'none' THEN greatest(p_begun_on, p_terms_from) + p_within_days
           ELSE greatest(p_terms_from + p_within_days, CASE p_repeats
             WHEN 'months' THEN (p_fulfilled_on + make_interval(months => p_every_months))::date
             ELSE (w.opened + interval '13 months')::date - 1 END) END
    FROM (SELECT make_date(extract(year FROM p_begun_on)::integer
                   - (extract(month FROM p_begun_on) < p_in_month)::integer, p_in_month, 1) AS opened) w
   CROSS JOIN LATERAL (SELECT p_fulfilled_on IS NOT NULL AND CASE p_repeats WHEN 'none' THEN true
     WHEN 'months' THEN (p_fulfilled_on + make_interval(months => p_every_months))::date >= p_begun_on
     ELSE p_fulfilled_on >= w.opened END AS holds) t
$$;
