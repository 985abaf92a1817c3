alter table app.event
    attach partition app.event_2027 for values from ('2027-01-01') to ('2028-01-01');
alter table app.event_2027 drop constraint event_2027_day_check;
