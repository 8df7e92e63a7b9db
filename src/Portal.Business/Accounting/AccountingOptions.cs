using System.ComponentModel.DataAnnotations;

namespace Portal.Business.Accounting;

public sealed class AccountingOptions
{
    public const string Section = "Accounting";

    /// <summary>Where journal files are put for the accounting software.</summary>
    [Required]
    public string Folder { get; set; } = "App_Data/accounting";
}
