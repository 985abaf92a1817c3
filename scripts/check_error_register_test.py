"""Tests of check_error_register: by made-up routines, and over those of the database."""

from pathlib import Path

import psycopg
from psycopg.rows import class_row

from check_error_register import (
    ROUTINES,
    Routine,
    find_faults,
    find_untested,
    read_registers,
    read_tests,
)
from conftest import Ledger

REGISTER = Routine(
    name="core.error_register",
    comment="",
    body="values ('LG001', 'It''s wrong.', false), ('LG301', 'Used.', false)",
)


def routine(
    name: str = "api.f", *, body: str = "", promises: tuple[str, ...] = (), calls: str = ""
) -> Routine:
    """Build a routine with a body that may call another one, and promises."""
    comment = "\n".join(f"@error {code} When it does." for code in promises)
    return Routine(name=name, comment=comment, body=f"{body}\nperform {calls} (p_id);")


def refuse(code: str, schema: str = "core") -> str:
    return f"perform {schema}.refuse('{code}', '{{}}');"


def refusal(code: str) -> str:
    return f"v_refusal := core.refusal( '{code}', '{{}}');"


BOTH = routine(body=refuse("LG001") + refusal("LG301"), promises=("LG001", "LG301"))


def test_agreement_has_no_faults() -> None:
    assert find_faults([REGISTER, BOTH]) == []


def test_a_quoted_title_is_read() -> None:
    assert read_registers([REGISTER]) == {"core": {"LG001": False, "LG301": False}}


def test_no_register_is_a_fault() -> None:
    assert find_faults([]) == ["There is no register: no routine <schema>.error_register."]


def test_a_register_that_is_written_otherwise_is_a_fault() -> None:
    other = Routine(name="core.error_register", comment="", body="select * from core.error")
    assert find_faults([other]) == ["core.error_register has no entry that can be read."]


def test_a_code_nobody_uses_is_retired_or_a_fault() -> None:
    some = routine(body=refuse("LG001"), promises=("LG001",))
    assert find_faults([REGISTER, some]) == [
        "LG301 is registered but no routine uses it: retire it."
    ]


def test_a_code_somebody_uses_is_not_retired() -> None:
    retired = Routine("core.error_register", "", "values ('LG001', 'Wrong.', true)")
    assert find_faults([retired, routine("core.g", body=refuse("LG001"))]) == [
        "LG001 is retired but a routine uses it."
    ]


def test_class_3_is_never_raised_but_a_batch_may_return_any() -> None:
    wrong = routine(body=refuse("LG301") + refusal("LG001"), promises=("LG001", "LG301"))
    assert find_faults([REGISTER, wrong]) == [
        "api.f: LG301 is of class 3: return it by core.refusal."
    ]


def test_a_code_must_be_promised_by_every_public_routine_that_reaches_it() -> None:
    inner = [routine("ledger.g", calls="core.h"), routine("core.h", body=refuse("LG001"))]
    public = [
        BOTH,
        routine("api.g", calls="ledger.g"),
        routine("api.kept", calls="ledger.g", promises=("LG001",)),
        routine("api.other", calls="ledger.g_of_another_name"),
    ]
    assert find_faults([REGISTER, *public, *inner]) == [
        "api.g: LG001 is refused with in core.h but not promised."
    ]


def test_a_promise_that_nothing_keeps_is_a_fault() -> None:
    assert find_faults([REGISTER, BOTH, routine("api.g", promises=("LG001", "LG999"))]) == [
        "api.g: LG001 is promised but nothing that it calls refuses with it.",
        "api.g: LG999 is promised but in no register.",
        "api.g: LG999 is promised but nothing that it calls refuses with it.",
    ]


def test_a_body_may_say_what_its_call_leaves_out_if_it_is_so() -> None:
    inner = routine("ledger.g", body=refuse("LG001"))
    never = "-- one at a time, so never LG001: there is no other\n"
    told = [routine("api.g", body=never, calls="ledger.g")]
    idle = [routine("api.h", body=never), BOTH]
    kept = [routine("api.k", body=never, calls="ledger.g", promises=("LG001",))]
    says = "need not be excepted: it is promised, or nothing has it."
    assert find_faults([REGISTER, BOTH, inner, *told]) == []
    assert find_faults([REGISTER, inner, *idle]) == [f"api.h: LG001 {says}"]
    assert find_faults([REGISTER, BOTH, inner, *kept]) == [f"api.k: LG001 {says}"]


def test_a_circle_of_calls_ends() -> None:
    circle = [routine("api.g", calls="core.h"), routine("core.h", calls="api.g")]
    assert find_faults([REGISTER, BOTH, *circle]) == []


def test_each_register_has_its_own_door() -> None:
    second = Routine("procwright.error_register", "", "values ('PR001', 'Wrong.', false)")
    right = routine("procwright.f", body=refuse("PR001", "procwright"))
    wrong = routine("core.g", body=refuse("PR001"))
    assert find_faults([REGISTER, BOTH, second, right]) == []
    assert find_faults([REGISTER, BOTH, second, wrong]) == [
        "PR001 is registered but no routine uses it: retire it.",
        "core.g: PR001 is not in core.error_register.",
    ]


def test_the_routines_of_the_database_agree(ledger: Ledger) -> None:
    with (
        psycopg.connect(ledger.writer_url) as writer,
        writer.cursor(row_factory=class_row(Routine)) as cursor,
    ):
        routines = cursor.execute(ROUTINES).fetchall()
    assert read_registers(routines).keys() == {"core", "procwright"}
    assert find_faults(routines) == []


def test_what_no_client_brings_about_is_promised_by_none() -> None:
    register = Routine("core.error_register", "", "values ('LG901', 'Append-only.', false)")
    assert find_faults([register, routine(body=refuse("LG901"))]) == []


def test_a_promise_needs_a_test_of_the_routine_or_of_one_through_which_it_refuses() -> None:
    inner = routine("ledger.g", body=refuse("LG001"))
    other = routine("core.h")
    public = routine("api.f", promises=("LG001",), calls="ledger.g(core.h (")
    untested = ["api.f: LG001 is promised but no test provokes it: name it in a test of it."]
    for file, text, expected in (
        ("90_api/f.test.sql", "throws_ok('LG001')", []),
        ("90_api/f_bounds.test.sql", "throws_ok('LG001')", []),
        ("30_ledger/g.test.sql", "throws_ok('LG001')", []),
        ("10_core/h.test.sql", "throws_ok('LG001')", untested),
        ("90_api/g.test.sql", "throws_ok('LG001')", untested),
        ("90_api/f.test.sql", "throws_ok('LG002')", untested),
    ):
        tests = {Path(file): text}
        assert find_untested([REGISTER, public, inner, other], tests) == expected, file
    assert find_untested([REGISTER, public, inner, other], {}) == untested


def test_every_refusal_of_the_database_has_a_test(ledger: Ledger) -> None:
    with (
        psycopg.connect(ledger.writer_url) as writer,
        writer.cursor(row_factory=class_row(Routine)) as cursor,
    ):
        routines = cursor.execute(ROUTINES).fetchall()
    tests = read_tests(Path(__file__).parents[1] / "sql" / "tests")
    assert len(tests) > 100
    assert find_untested(routines, tests) == []
