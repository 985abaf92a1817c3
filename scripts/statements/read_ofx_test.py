"""Tests of reading OFX: small texts by hand, real files, and texts that are cut."""

from datetime import date
from pathlib import Path

import pytest

from statements.read_ofx import read_ofx
from statements.statement import Statement

EXPONENTS = {"EUR": 2, "USD": 2, "JPY": 0}
DATA = Path(__file__).parents[1] / "data/ofx"

SGML = """OFXHEADER:100
DATA:OFXSGML
CHARSET:1252

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>0</STATUS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>1<ACCTID>ACCOUNT</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260101
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260102120000.000[-5:EST]<TRNAMT>-10.00<FITID>F1
<NAME>Landlord<MEMO>rent &amp; heating
</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>90.00<DTASOF>20260103</LEDGERBAL>
<AVAILBAL><BALAMT>80.00<DTASOF>20260103</AVAILBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
VALUES = {"CODE", "SEVERITY", "CURDEF", "BANKID", "ACCTID", "DTSTART", "TRNTYPE", "DTPOSTED"}
VALUES |= {"TRNAMT", "FITID", "NAME", "MEMO", "BALAMT", "DTASOF"}


def to_xml(text: str) -> str:
    """Close every value, as version 2 does, under its header."""
    body = text.partition("\n\n")[2]
    parts = body.split("<")
    for i, part in enumerate(parts):
        tag, _, value = part.partition(">")
        if tag in VALUES:
            parts[i] = f"{tag}>{value.strip()}</{tag}>"
    return '<?xml version="1.0"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n' + "<".join(parts)


def read(text: str) -> list[Statement]:
    """Read a text."""
    return read_ofx(text.encode("cp1252"), EXPONENTS)


def read_with(old: str, new: str) -> Statement:
    """Read the one statement, a part of which is replaced."""
    assert old in SGML
    (statement,) = read(SGML.replace(old, new))
    return statement


@pytest.mark.parametrize("text", [SGML, to_xml(SGML), SGML.replace("\n", "\r\n"), SGML.lower()])
def test_both_versions_are_read_whole(text: str) -> None:
    (statement,) = read(text)
    (line,) = statement.lines
    assert statement.fault is None
    assert (statement.account or "").upper() == "ACCOUNT"
    assert (statement.currency, statement.opening, statement.closing) == ("EUR", 10000, 9000)
    assert (statement.opening_date, statement.closing_date) == (None, date(2026, 1, 3))
    assert (line.booked, line.amount) == (date(2026, 1, 2), -1000)
    assert (line.memo, (line.reference or "").upper()) == ("rent & heating", "F1")


def test_places_are_those_of_the_file() -> None:
    (statement,) = read(SGML)
    assert (statement.line_no, statement.lines[0].line_no) == (6, 9)


@pytest.mark.parametrize(
    ("old", "new", "amount"),
    [
        ("-10.00", "+10", 1000),
        ("-10.00", "10,5", 1050),
        ("-10.00", "-.50", -50),
        ("-10.00", "-10.0000", -1000),
        ("-10.00", "0", 0),
        ("20260102120000.000[-5:EST]", "20260102", -1000),
        ("20260102120000.000[-5:EST]", "202601021200", -1000),
        ("<NAME>", "<ORIGCURRENCY><CURRATE>1<CURSYM>USD</ORIGCURRENCY><NAME>", -1000),
        ("<NAME>", "<CURRENCY><CURRATE>1<CURSYM>EUR</CURRENCY><NAME>", -1000),
        ("<NAME>", "<XBANK.OWN>\n<NAME>", -1000),
        ("<NAME>", "<BANKACCTTO><ACCTID>OTHER</BANKACCTTO><NAME>", -1000),
        ("Landlord", "A < B <<", -1000),
        ("Landlord", "<![CDATA[<TRNAMT>5]]>", -1000),
        ("<BANKTRANLIST>", "<BANKTRANLIST></BANKTRANLIST><BANKTRANLIST>", -1000),
        ("<SIGNONMSGSRSV1>", "<SIGNONMSGSRSV1><CURRENCY>\n<CURSYM>USD</CURRENCY>", -1000),
        ("<AVAILBAL>", "<!-- <LEDGERBAL> --><AVAILBAL>", -1000),
    ],
)
def test_what_banks_write_in_another_way_is_read(old: str, new: str, amount: int) -> None:
    statement = read_with(old, new)
    assert statement.fault is None
    assert [(line.amount, line.booked) for line in statement.lines] == [(amount, date(2026, 1, 2))]
    assert (statement.opening, statement.closing) == (9000 - amount, 9000)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("-10.00", "$10", "Line 9: The amount $10 can't be read"),
        ("-10.00", "1,234.56", "can't be read"),
        ("-10.00", "10.001", "finer than its currency"),
        ("-10.00", "9" * 30, "beyond"),
        ("-10.00", "1<TRNAMT>2", "2 TRNAMT"),
        ("<TRNAMT>-10.00", "", "no TRNAMT"),
        ("20260102120000", "20260230120000", "The date 20260230"),
        ("20260102120000.000[-5:EST]", "2026010", "The date 2026010"),
        ("<DTPOSTED>20260102120000.000[-5:EST]", "", "no DTPOSTED"),
        ("90.00", "1o0", "can't be read"),
        ("CURDEF>EUR", "CURDEF>ZZZ", "no currency ZZZ"),
        ("<NAME>", "<CURRENCY><CURRATE>1<CURSYM>USD</CURRENCY><NAME>", "the entry is in USD"),
        ("<ACCTID>ACCOUNT", "<ACCTID>ACCOUNT<ACCTID>OTHER", "second account"),
        ("<BANKTRANLIST>", "<BANKACCTFROM><ACCTID>B</BANKACCTFROM><BANKTRANLIST>", "second acc"),
        ("</STMTTRN>", "", "does not end"),
        ("<STMTTRN>", "", "STMTTRN ends, but does not begin"),
        ("</LEDGERBAL>", "", "LEDGERBAL of line 12 does not end"),
        ("<LEDGERBAL>", "<LEDGERBAL><BALAMT>1</LEDGERBAL><LEDGERBAL>", "second closing"),
        ("<BANKTRANLIST>", "", "something is cut"),
        ("STMTRS>", "INVSTMTRS>", "investments"),
        ("<NAME>", "<!ENTITY a SYSTEM 'file:///etc/passwd'>", "document type or an entity"),
    ],
)
def test_what_does_not_fit_is_a_fault_of_the_statement(old: str, new: str, says: str) -> None:
    statement = read_with(old, new)
    assert says in (statement.fault or "")
    assert statement.lines == ()


@pytest.mark.parametrize("missing", ["CURDEF", "ACCTID", "LEDGERBAL"])
def test_what_is_not_said_is_no_fault(missing: str) -> None:
    statement = read_with(f"<{missing}>", f"<X{missing}>".replace("XLEDGERBAL", "AVAILBAL"))
    named = {"CURDEF": statement.currency, "ACCTID": statement.account}
    if missing == "LEDGERBAL":
        assert "LEDGERBAL ends" in (statement.fault or "")
    else:
        assert (statement.fault, named[missing]) == (None, None)


@pytest.mark.parametrize("text", ["", "OFXHEADER:100\n", "<OFX></OFX>", "no tag"])
def test_a_file_without_a_statement_says_so(text: str) -> None:
    (statement,) = read(text)
    assert statement.fault == "There is no statement in the file."


def test_a_file_that_is_cut_says_so() -> None:
    for at in range(SGML.index("<STMTRS>") + 8, SGML.index("</STMTRS>")):
        (statement,) = read(SGML[:at])
        assert (statement.fault is None, statement.lines) == (False, ())


def test_what_is_cut_behind_a_statement_is_told_beside_it() -> None:
    first, second = read(SGML[: SGML.index("</OFX>")])
    assert (first.fault, first.closing) == (None, 9000)
    assert "before its end mark </OFX>" in (second.fault or "")


def test_tags_in_tags_without_end_are_refused() -> None:
    for text in ("<STATUS>" * 5000, "<A>" * 5000, "<!--" * 5000, "<" * 5000):
        assert read(text)[-1].fault is not None


def test_the_digest_is_of_what_is_said() -> None:
    (statement,) = read(SGML)
    assert {s.digest for s in read(to_xml(SGML))} == {statement.digest}
    assert read_with("rent", "rents").digest != statement.digest


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("checking.ofx", [("1452687~7", 10099, [1, -3451, -2500])]),
        ("multiple_accounts.ofx", [("9100", 11100, []), ("9200", 22200, [])]),
    ],
)
def test_a_real_file_is_read_to_the_unit(
    name: str, figures: list[tuple[str, int, list[int]]]
) -> None:
    statements = read_ofx((DATA / name).read_bytes(), EXPONENTS)
    assert [
        (s.account, s.closing, [line.amount for line in s.lines]) for s in statements
    ] == figures
    assert {s.fault for s in statements} == {None}
