select ok(true, 'works');
rollback; -- expect
