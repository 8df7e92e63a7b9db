using System.ComponentModel.DataAnnotations;

namespace Portal.Business.Quotes;

public sealed class QuotesOptions
{
    public const string Section = "Quotes";

    /// <summary>How long a personal link still shows the quote after its last day.</summary>
    [Range(0, 3650)]
    public int LinkDaysAfterValidity { get; set; } = 30;
}
