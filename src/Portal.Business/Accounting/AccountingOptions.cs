using System.ComponentModel.DataAnnotations;

namespace Portal.Business.Accounting;

public sealed class AccountingOptions
{
    public const string Section = "Accounting";

    /// <summary>Where journal files are put for the accounting software.</summary>
    [Required]
    public string Folder { get; set; } = "App_Data/accounting";

    /// <summary>Who takes entries over the network.</summary>
    public ReceiverOptions Receiver { get; set; } = new();
}

public sealed class ReceiverOptions
{
    /// <summary>"https://…"; null without a receiver.</summary>
    public Uri? Address { get; set; }

    /// <summary>Signs what is sent; at least 16 characters.</summary>
    public string Secret { get; set; } = "";
}
