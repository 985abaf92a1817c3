-- A file in capitals is in one style too, and a small word here and there is a slip.
CREATE TABLE app.item (item_id bigint PRIMARY KEY, note text);
ALTER TABLE app.item ADD COLUMN code text;
CREATE FUNCTION app.stock(p_id bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM app.f();
    EXECUTE 'SELECT 1 FROM app.item';
    RETURN p_id;
END;
$$;
select note from app.item;
