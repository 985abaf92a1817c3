select item_id from app.item where item_id = 1;
