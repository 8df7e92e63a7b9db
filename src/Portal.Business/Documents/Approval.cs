namespace Portal.Business.Documents;

/// <summary>How a quote or a contract was approved, as the signed document shows it.</summary>
/// <param name="Name">Of the client's person, or of the member of staff who recorded it on the client's behalf.</param>
/// <param name="At">UTC.</param>
/// <param name="IpAddress">May be empty.</param>
/// <param name="Sha256">Of the document that was on the screen; may be empty.</param>
/// <param name="Reason">Why it was approved on the client's behalf; may be empty.</param>
/// <param name="Image">The drawn signature, PNG; null where the name was only typed.</param>
public sealed record Approval(string Name, DateTime At, string IpAddress, string Sha256, bool OnBehalf, string Reason, byte[]? Image);
