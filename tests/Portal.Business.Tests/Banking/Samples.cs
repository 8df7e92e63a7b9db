using System.Globalization;
using System.Text;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Banking;

/// <summary>Files as banks give them; names and numbers are invented.</summary>
internal static class Samples
{
    public const string Iban = "FR8830004000310001234567843";

    public static Stream Stream(string text, Encoding? encoding = null) => EncodedFile.Of(text, encoding ?? new UTF8Encoding(false));

    /// <summary>A statement of version 001.02 with these entries.</summary>
    public static string Camt(IEnumerable<string> entries, decimal? opening = null, decimal? closing = null, string version = "02", string id = "REL-2026-03", string iban = Iban) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
          <BkToCstmrStmt>
            <GrpHdr><MsgId>MSG-1</MsgId><CreDtTm>2026-03-02T06:00:00</CreDtTm></GrpHdr>
            {Statement(entries, opening, closing, id, iban)}
          </BkToCstmrStmt>
        </Document>
        """;

    public static string Statement(IEnumerable<string> entries, decimal? opening, decimal? closing, string id, string iban) => $"""
        <Stmt>
          <Id>{id}</Id>
          <CreDtTm>2026-03-02T06:00:00</CreDtTm>
          <Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
          {Balance("OPBD", opening)}{Balance("CLBD", closing)}
          {string.Join('\n', entries)}
        </Stmt>
        """;

    public static string Credit(decimal amount, string label, string name = "", string iban = "", string day = "2026-03-02", string reference = "", string endToEnd = "NOTPROVIDED") => $"""
        <Ntry>
          <Amt Ccy="EUR">{Text(amount)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
          <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>
          {(reference.Length > 0 ? $"<AcctSvcrRef>{reference}</AcctSvcrRef>" : "")}
          <NtryDtls><TxDtls>
            <Refs><EndToEndId>{endToEnd}</EndToEndId></Refs>
            <RltdPties><Dbtr><Nm>{name}</Nm></Dbtr>{(iban.Length > 0 ? $"<DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>" : "")}</RltdPties>
            <RmtInf><Ustrd>{label}</Ustrd></RmtInf>
          </TxDtls></NtryDtls>
        </Ntry>
        """;

    public static string Debit(decimal amount, string label, string day = "2026-03-02") => $"""
        <Ntry>
          <Amt Ccy="EUR">{Text(amount)}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
          <BookgDt><Dt>{day}</Dt></BookgDt><AddtlNtryInf>{label}</AddtlNtryInf>
        </Ntry>
        """;

    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Banking", "Samples", name));

    private static string Balance(string kind, decimal? amount) => amount is { } value
        ? $"""<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{Text(Math.Abs(value))}</Amt><CdtDbtInd>{(value < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>"""
        : "";

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
