drop table app.part cascade; -- expect
drop table app.piece;
