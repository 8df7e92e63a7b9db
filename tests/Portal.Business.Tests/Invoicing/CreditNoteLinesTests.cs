using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Invoicing;

namespace Portal.Business.Tests.Invoicing;

public sealed class CreditNoteLinesTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly TaxCode[] Codes = [Code(0), Code(1, 5.5m), Code(2, 20m), Code(3, 5m, 9.975m)];
    private static readonly TaxTable Taxes = new(Codes);

    [Fact]
    public void Credits_OfAnyKindInAnyOrder_NeverExceedTheInvoice_AndUseItUpToTheCent() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(Cases().ToArbitrary(), drawn =>
            {
                var (lines, steps) = drawn;
                var original = Original(lines);
                var notes = new List<Invoice>();
                foreach (var step in steps.Append(new Step(Whole: true)))
                {
                    if (Credit(original, notes, step) is { } note)
                    {
                        notes.Add(note);
                    }

                    Assert.True(notes.Sum(n => n.Total) == original.Credited && original.Balance == original.Total - original.Credited - original.Paid);
                    Assert.True(original.Credited <= original.Total);
                    foreach (var tax in original.Taxes)
                    {
                        var credited = notes.SelectMany(n => n.Taxes).Where(t => t.TaxComponentId == tax.TaxComponentId && t.Percent == tax.Percent).ToList();
                        Assert.True(credited.Sum(t => t.Base) <= tax.Base && credited.Sum(t => t.Amount) <= tax.Amount);
                    }

                    Assert.All(CreditLedger.Of(original, notes, InvoiceJobs.Own).Entries, e => Assert.True(e.Quantity >= 0 && Math.Sign(e.Net) != -Math.Sign(e.Line.Net)));
                }

                return original.Creditable == 0 && notes.Sum(n => n.Net) == original.Net
                    && original.Taxes.All(t => notes.SelectMany(n => n.Taxes).Where(n => n.TaxComponentId == t.TaxComponentId).Sum(n => n.Amount) == t.Amount);
            }));

    [Theory]
    [InlineData(115.00, true, 115.00)]
    [InlineData(0.03, true, 0.03)]
    [InlineData(100, false, 105.92)]
    public void Amount_OfAnInvoiceWithTwoRates_IsWhatWasAskedFor(double wanted, bool taxIncluded, double total)
    {
        var original = Original([new Drawn(100, 7, 0), new Drawn(100, 3, 2), new Drawn(100, 2, 1)]);

        var note = Credit(original, [], new Step(Amount: new CreditAmount((decimal)wanted, taxIncluded)))!;

        Assert.Equal((decimal)total, note.Total);
        Assert.Equal(note.Total, note.Net + note.Taxes.Sum(t => t.Amount));
    }

    [Fact]
    public void Quantities_AfterAnAmount_ComeToWhatIsLeftOfTheLine()
    {
        var original = Original([new Drawn(20, 10, 2)]);
        var first = Credit(original, [], new Step(Amount: new CreditAmount(50, false, original.Lines[0].Id)))!;

        var rest = Credit(original, [first], new Step(Line: 0, Quantity: 10))!;

        Assert.Equal((150m, 10m, 15m), (rest.Net, rest.Lines[0].Quantity, rest.Lines[0].UnitPrice));
        Assert.Equal(0m, original.Creditable);
    }

    [Fact]
    public void Quantity_ThatComesToNothing_IsRefused()
    {
        var original = Original([new Drawn(2, 4, 2)]);

        var refused = new CreditNoteLines(original.StartCredit(Now), original, [], Taxes, InvoiceJobs.Own).Quantities(new Dictionary<long, decimal> { [original.Lines[0].Id] = 0.001m });

        Assert.Equal(Refusal.Invalid("Invoicing.NothingToCredit", original.DisplayNumber), refused.Refusal);
    }

    [Fact]
    public void Amount_AboveWhatIsLeft_IsRefusedAndSaysHowMuchIs()
    {
        var original = Original([new Drawn(100, 1, 2), new Drawn(100, 1, 1)]);

        var refused = new CreditNoteLines(original.StartCredit(Now), original, [], Taxes, InvoiceJobs.Own).Amount(new CreditAmount(105.51m, true, original.Lines[1].Id));

        Assert.Equal(Refusal.Invalid("Invoicing.MoreThanCreditable", original.DisplayNumber, (105.50m, original.Currency)).On("Amount"), refused.Refusal);
    }

    [Theory]
    [InlineData(700.01, false, 700.00)]
    [InlineData(1080.00, true, 840.00)]
    public void Amount_OfALineThatADepositLowers_IsNoMoreThanItsTaxCodeHasLeft(double wanted, bool taxIncluded, double left)
    {
        var original = Original([new Drawn(1000, 1, 2), new Drawn(-300, 1, 2, IsDeposit: true), new Drawn(500, 1, 1)]);
        Portal.Business.Common.Result Amount(decimal value) =>
            new CreditNoteLines(original.StartCredit(Now), original, [], Taxes, InvoiceJobs.Own).Amount(new CreditAmount(value, taxIncluded, original.Lines[0].Id));

        Assert.Equal(Refusal.Invalid("Invoicing.MoreThanCreditable", original.DisplayNumber, ((decimal)left, original.Currency)).On("Amount"), Amount((decimal)wanted).Refusal);
        Assert.True(Amount((decimal)left).Succeeded);
    }

    private static Invoice? Credit(Invoice original, IReadOnlyCollection<Invoice> notes, Step step)
    {
        if (original.WhyNotCreditable() is not null)
        {
            return null;
        }

        var note = original.StartCredit(Now);
        var lines = new CreditNoteLines(note, original, notes, Taxes, InvoiceJobs.Own);
        var line = original.Lines[step.Line % original.Lines.Count].Id;
        var filled = step switch
        {
            { Whole: true } => lines.Rest(),
            { Amount: { } amount } => lines.Amount(amount.LineId is null ? amount : amount with { LineId = line }),
            _ => lines.Quantities(new Dictionary<long, decimal> { [line] = step.Quantity }),
        };
        if (!filled.Succeeded)
        {
            return null;
        }

        Assert.True(step.Amount is null || (step.Amount.TaxIncluded ? note.Total : note.Net) == step.Amount.Value);
        Assert.All(note.Taxes, t => Assert.True(Math.Abs(t.Amount - Money.Round(t.Base * t.Percent / 100m)) <= 0.10m));
        Assert.True(original.Credit(note.Total).Succeeded);
        note.Issue($"NC-{notes.Count + 1:000000}", Day, Now, original.Parties!, Taxes, null);
        return note;
    }

    private static Gen<(List<Drawn> Lines, List<Step> Steps)> Cases() =>
        from count in Gen.Choose(1, 6)
        from lines in Gen.ListOf(
            from cents in Gen.Choose(1, 5_000_000)
            from quantity in Gen.Choose(1, 9)
            from code in Gen.Choose(0, 3)
            from below in Gen.Choose(0, 3)
            select new Drawn((below == 0 ? -1 : 1) * cents / 10_000m, quantity, code, below == 0 && quantity % 2 == 0), count)
        where lines.GroupBy(l => l.Code).All(c => c.Sum(l => Money.LineNet(l.Quantity, l.Price, 0)) > 0)
        from more in Gen.Choose(0, 6)
        from steps in Gen.ListOf(
            from kind in Gen.Choose(0, 4)
            from line in Gen.Choose(0, 5)
            from quantity in Gen.Choose(1, 40_000)
            from cents in Gen.Choose(1, 80_000)
            select kind == 0 ? new Step(Line: line, Quantity: quantity / 10_000m)
                : new Step(Line: line, Amount: new CreditAmount(cents / 100m, kind % 2 == 0, kind > 2 ? 1 : null)), more)
        select (lines.ToList(), steps.ToList());

    private static TaxCode Code(int index, params decimal[] percents)
    {
        var code = new TaxCode { LegalEntityId = 1, Code = $"{index}", Name = LocalText.Same($"{index}") };
        foreach (var percent in percents)
        {
            var component = new TaxComponent { LegalEntityId = 1, Name = LocalText.Same($"{percent}"), GlAccountId = 900 };
            component.Rates.Add(new TaxRate { From = new DateOnly(2013, 1, 1), Percent = percent });
            code.Components.Add(component);
        }

        return code;
    }

    private static Invoice Original(IReadOnlyList<Drawn> lines)
    {
        var entity = new LegalEntity { Name = "Nord", LegalName = "Nord", Currency = "EUR", TimeZone = "Europe/Paris", Language = "fr-FR" };
        var client = new Client(entity.Id, "Client", new Contact { Name = "C" });
        var invoice = new Invoice(InvoiceKind.Invoice, entity.Id, client.Id, client.Id, "fr-FR", "EUR", Now);
        foreach (var drawn in lines)
        {
            var line = new InvoiceLine();
            Assert.True(line.Set(new InvoiceLine.Values("Travail", drawn.Quantity, "", drawn.Price, 0, Codes[drawn.Code].Id, drawn.IsDeposit ? 419 : 700)).Succeeded);
            invoice.AddLine(line);
        }

        invoice.Calculate(Taxes, Day);
        invoice.Issue("F-000001", Day, Now, InvoiceParties.Of(entity, client, client), Taxes, null);
        invoice.HandOver(AccountingState.HandedOver);
        return invoice;
    }

    /// <param name="IsDeposit">On an account of its own, as a deducted deposit is.</param>
    private sealed record Drawn(decimal Price, int Quantity, int Code, bool IsDeposit = false);

    private sealed record Step(bool Whole = false, int Line = 0, decimal Quantity = 0, CreditAmount? Amount = null);
}
