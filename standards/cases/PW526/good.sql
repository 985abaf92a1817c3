create materialized view app.monthly as select day from app.item with no data;
refresh materialized view app.monthly;
refresh materialized view concurrently app.daily;
comment on materialized view app.daily is 'refresh materialized view app.daily';
