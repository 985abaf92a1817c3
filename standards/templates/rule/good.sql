select 'what only looks like it';
