"""Tests of reading camt.053: small documents by hand, real files, and XML that attacks."""

import io
import re
from datetime import date
from pathlib import Path

import pytest

from statements.read_camt053 import read_camt053
from statements.statement import Statement

EXPONENTS = {"EUR": 2, "SEK": 2, "JPY": 0}
DATA = Path(__file__).parents[1] / "data/camt053"

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<Stmt><Id>S1</Id><Acct><Id><IBAN>ACCOUNT</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
<Amt Ccy="EUR">90.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-02</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">10.00</Amt>
<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-02</Dt></BookgDt>
<ValDt><Dt>2026-01-03</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef><NtryDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="USD">12.00</Amt></TxAmt></AmtDtls>
<RmtInf><Ustrd>rent</Ustrd></RmtInf></TxDtls><TxDtls><Amt Ccy="EUR">5</Amt></TxDtls>
</NtryDtls></Ntry></Stmt>
</BkToCstmrStmt></Document>
"""


def read(text: str | bytes) -> list[Statement]:
    """Read a text."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_camt053(io.BytesIO(data), EXPONENTS)


def read_with(old: str, new: str) -> Statement:
    """Read the one statement, a part of which is replaced."""
    assert old in WHOLE
    (statement,) = read(WHOLE.replace(old, new))
    return statement


def test_a_statement_is_read_whole() -> None:
    (statement,) = read(WHOLE)
    (line,) = statement.lines
    assert statement.fault is None
    assert (statement.statement_no, statement.line_no) == (1, 3)
    assert (statement.account, statement.reference) == ("ACCOUNT", "S1")
    assert (statement.currency, statement.opening, statement.closing) == ("EUR", 10000, 9000)
    assert statement.opening_date == date(2026, 1, 1)
    assert statement.closing_date == date(2026, 1, 2)
    assert (line.line_no, line.booked, line.amount) == (8, date(2026, 1, 2), -1000)
    assert (line.memo, line.reference) == ("rent", "R1")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("camt.053.001.02", "camt.053.001.03"),
        ("camt.053.001.02", "camt.053.001.13"),
        (' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"', ""),
        ("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>"),
        ("<Cd>OPBD</Cd>", "<Cd>PRCD</Cd>"),
        ("<Dt>2026-01-02</Dt></BookgDt>", "<DtTm>2026-01-02T23:59:59.5+01:00</DtTm></BookgDt>"),
        ("<Dt>2026-01-02</Dt></BookgDt>", "<Dt>2026-01-02Z</Dt></BookgDt>"),
        ("<BookgDt><Dt>2026-01-02</Dt></BookgDt>\n<ValDt><Dt>2026-01-03", "<ValDt><Dt>2026-01-02"),
        ("10.00</Amt>\n", "10</Amt>\n"),
        ("10.00</Amt>\n", " 0010.000 </Amt>\n"),
        ("10.00</Amt>\n", "10.00</Amt>\n<RvslInd>true</RvslInd>"),
        ("<IBAN>ACCOUNT</IBAN>", "<Othr><Id>ACCOUNT</Id></Othr>"),
        ("<?xml", "\ufeff<?xml"),
        ("<?xml", "\r\n <?xml"),
    ],
)
def test_what_banks_write_in_another_way_is_the_same(old: str, new: str) -> None:
    statement = read_with(old, new)
    assert statement.fault is None
    assert (statement.account, statement.opening, statement.closing) == ("ACCOUNT", 10000, 9000)
    assert [(line.amount, line.booked) for line in statement.lines] == [(-1000, date(2026, 1, 2))]


def test_a_prefix_of_the_namespace_does_not_count() -> None:
    text = re.sub(r"<(/?)(\w)", r"<\1c:\2", WHOLE.replace("xmlns=", "xmlns:c="))
    (statement,) = read(text)
    assert (statement.fault, statement.closing, len(statement.lines)) == (None, 9000, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    text = WHOLE.replace("UTF-8", encoding).replace("rent", "Miete für März")
    (statement,) = read(text.encode(encoding))
    assert [line.memo for line in statement.lines] == ["Miete für März"]


@pytest.mark.parametrize("status", ["PDNG", "INFO"])
def test_only_what_is_booked_counts(status: str) -> None:
    statement = read_with("BOOK", status)
    assert (statement.fault, statement.lines) == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('Ccy="EUR">10.00', 'Ccy="SEK">10.00', "Line 8: the entry is in SEK"),
        ('Ccy="EUR">90', 'Ccy="SEK">90', "balances are in EUR and SEK"),
        ("10.00</Amt>\n", "12..34</Amt>\n", "Line 8: The amount 12..34 can't be read"),
        ("10.00</Amt>\n", "-10.00</Amt>\n", "can't be read"),
        ("10.00</Amt>\n", "10,00</Amt>\n", "can't be read"),
        ("10.00</Amt>\n", "10.001</Amt>\n", "finer than its currency"),
        ("10.00</Amt>\n", f"{'9' * 30}</Amt>\n", "beyond"),
        ("10.00</Amt>\n", "</Amt>\n", "Amt"),
        ("10.00</Amt>\n", '10.00</Amt><Amt Ccy="EUR">1</Amt>\n', "2 Amt"),
        ('<Amt Ccy="EUR">10', "<Amt>10", "no currency"),
        ("DBIT", "CREDIT", "neither credit"),
        ("<CdtDbtInd>DBIT</CdtDbtInd>", "", "no CdtDbtInd"),
        ("<Sts>BOOK</Sts>", "", "no Sts"),
        ("BOOK", "BOOX", "BOOX is unknown"),
        ("2026-01-02</Dt></BookgDt>", "2026-02-30</Dt></BookgDt>", "date 2026-02-30"),
        ("2026-01-02</Dt></BookgDt>", "02.01.2026</Dt></BookgDt>", "date 02.01.2026"),
        ("<Ntry>", "<Ntry><BookgDt>", "broken or cut"),
        ("<Bal>", "<Acct><Id><IBAN>OTHER</IBAN></Id></Acct><Bal>", "second account"),
        ("<Cd>CLBD</Cd>", "<Cd>OPBD</Cd>", "second balance OPBD"),
        ("<Ntry>", "<Stmt></Stmt><Ntry>", "A statement stands inside"),
        ("</Stmt>", "", "broken or cut"),
    ],
)
def test_what_does_not_fit_is_a_fault_of_the_statement(old: str, new: str, says: str) -> None:
    statement = read_with(old, new)
    assert says in (statement.fault or "")
    assert statement.lines == ()


def test_an_entry_without_a_date_is_a_fault() -> None:
    days = "<BookgDt><Dt>2026-01-02</Dt></BookgDt>\n<ValDt><Dt>2026-01-03</Dt></ValDt>"
    assert "Line 8: The entry has no date." in (read_with(days, "").fault or "")


@pytest.mark.parametrize("missing", ["OPBD", "CLBD"])
def test_a_balance_that_is_not_there_is_no_fault(missing: str) -> None:
    statement = read_with(missing, "CLAV")
    assert statement.fault is None
    assert None in (statement.opening, statement.closing)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<Document/>", "no statement"),
        ("<html><body>no</body></html>", "no statement"),
        ("<", "broken or cut"),
        ("", "broken or cut"),
        ("<Document><BkToCstmrAcctRpt/></Document>", "camt.052"),
        ("<Document><BkToCstmrDbtCdtNtfctn/></Document>", "camt.054"),
        ("<?xml version='1.0' encoding='no-such'?><a/>", "Line 1"),
    ],
)
def test_a_file_without_a_statement_says_so(text: str, says: str) -> None:
    (statement,) = read(text)
    assert says in (statement.fault or "")


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1/a.dtd">',
        '<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        "<!DOCTYPE d>",
    ],
)
def test_no_document_type_and_no_entity_is_taken(declared: str) -> None:
    text = WHOLE.replace("?>\n", f"?>\n{declared}\n").replace("rent", "&a;")
    (statement,) = read(text)
    assert statement.fault == (
        "Line 2: It declares a document type or an entity, which no statement has."
    )


def test_what_was_whole_before_a_cut_stays() -> None:
    first, second = read(WHOLE.partition("</BkToCstmrStmt>")[0] + WHOLE.partition("\n<Stmt>")[2])
    assert (first.fault, first.closing) == (None, 9000)
    assert (second.statement_no, second.lines) == (2, ())
    assert "broken or cut" in (second.fault or "")


def test_the_digest_is_of_what_is_said() -> None:
    (statement,) = read(WHOLE)
    spread = WHOLE.replace("><", ">\n  <").replace("camt.053.001.02", "camt.053.001.08")
    assert {s.digest for s in read(spread)} == {statement.digest}
    assert read_with("rent", "rents").digest != statement.digest
    assert read_with("DBIT", "CRDT").digest != statement.digest


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("genkgo/camt053.v2.multi.statement.xml", [(1815, 2700, [885]), (2700, 2000, [-700])]),
        (
            "bankstatementparser/camt.053.001.02.xml",
            [(50000000, 43567850, [10567850, -20000000, 3000000])],
        ),
    ],
)
def test_a_real_file_is_read_to_the_unit(
    name: str, figures: list[tuple[int, int, list[int]]]
) -> None:
    statements = read((DATA / name).read_bytes())
    assert [
        (s.opening, s.closing, [line.amount for line in s.lines]) for s in statements
    ] == figures
    assert {s.fault for s in statements} == {None}
