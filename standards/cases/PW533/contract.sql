-- Contract  the new trigger does it since release 14: docs/adr/0041-one-trigger.md
drop trigger item_audit_old on app.item;
