using Portal.Business.Batches;
using Portal.Business.Common;

namespace Portal.Business.Tests.Batches;

public sealed class StoredRefusalTests
{
    [Fact]
    public void Refusal_Stored_SaysTheSameWhenRead()
    {
        var refusal = Refusal.NotNow("Invoicing.NoTaxRate", "TPS: «dnt»", new DateOnly(2026, 3, 2), 12.5m);

        Assert.Equal(refusal, StoredRefusal.Of(refusal).Read());
    }
}
