-- Contract  calls stood at 1,204 from 2026-08-01 to 2026-09-01: docs/adr/0040-old-rate.md
drop function app.old_rate(bigint);
