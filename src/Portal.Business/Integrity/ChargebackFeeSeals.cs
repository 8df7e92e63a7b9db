using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Integrity;

/// <summary>Fees of the payment provider for disputes, in the chain.</summary>
public sealed class ChargebackFeeSeals : SettlementSeals<ChargebackFee>
{
    public override SealedKind Kind => SealedKind.ChargebackFee;

    public static void Add(PortalDbContext db, ChargebackFee fee) => Add(db, SealedKind.ChargebackFee, fee, fee.TakenOn, text => Write(text, fee));

    protected override void Describe(SealText text, ChargebackFee fee) => Write(text, fee);

    private static void Write(SealText text, ChargebackFee fee)
    {
        DescribeHead(text, fee);
        text.Add("payment", fee.PaymentId);
        text.Add("account", fee.GlAccountId);
        text.Add("bank-account", fee.BankGlAccountId);
        text.Add("journal", fee.JournalId);
        text.Add("taken-on", fee.TakenOn);
    }
}
