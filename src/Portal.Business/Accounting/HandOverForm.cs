namespace Portal.Business.Accounting;

/// <summary>The form in which the entries of a legal entity leave for its accounting software.</summary>
public enum HandOverForm
{
    /// <summary>Comma-separated files in the accounting folder.</summary>
    Csv,

    /// <summary>Workbooks in the accounting folder.</summary>
    Xlsx,

    /// <summary>Plain-text journals that hledger reads, in the accounting folder.</summary>
    Hledger,

    /// <summary>Files with the 18 columns of the French FEC in the accounting folder.</summary>
    Fec,

    /// <summary>Signed JSON to a receiver on the network.</summary>
    Http,
}
