-- schema: fleet
-- statement
CREATE POLICY own_depot ON vehicles FOR SELECT USING (depot_id = current_setting('app.depot', true)::integer);
