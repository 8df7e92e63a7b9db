using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What is held back stays part of the balance, whatever happens to the invoice and in whatever order.</summary>
public sealed class RetentionPropertyTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly LegalEntity Entity = new()
    {
        Name = "Nord",
        LegalName = "Nord",
        Currency = "CAD",
        TimeZone = "Europe/Paris",
        Language = "fr-FR",
        SalesJournalId = 1,
        RetentionAccountId = 2,
    };

    [Fact]
    public void Held_AfterAnyPaymentsCreditsAndReleases_IsWhatWasRetainedAndNeverMoreThanTheBalance() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Cases().ToArbitrary(), drawn =>
        {
            var invoice = Issued(drawn.Cents / 100m, drawn.Percent);
            Assert.Equal(invoice.Total, invoice.Retained + invoice.Instalments.Sum(i => i.Amount));
            var (credited, paid) = (0m, 0m);
            foreach (var (kind, cents) in drawn.Steps)
            {
                var amount = cents / 100m;
                switch (kind)
                {
                    case 0:
                        var payable = invoice.Payable;
                        Assert.Equal(amount > 0 && amount <= payable, invoice.Pay(amount).Succeeded);
                        paid = invoice.Paid;
                        break;
                    case 1:
                        var foreseen = invoice.WouldCredit(amount);
                        var note = invoice.StartCredit(Now);
                        if (invoice.Credit(amount, note).Succeeded)
                        {
                            credited += note.Retained;
                            Assert.Equal((foreseen.Held, foreseen.Freed), (invoice.Held, Math.Max(0, -invoice.Balance)));
                            if (invoice.Balance < 0)
                            {
                                invoice.Unpay(-invoice.Balance);
                            }
                        }

                        break;
                    case 2:
                        invoice.Release(Entity, amount, "Réception", invoice.Releases.Count, Day, Now);
                        break;
                    case 3 when invoice.Releases.Find(r => r.ReversedOn is null) is { } release:
                        var (held, left) = (invoice.Held, invoice.Payable);
                        Assert.Equal(release.Amount <= left, invoice.TakeBack(release, "Réserves", null, Day, Day, Now).Succeeded);
                        Assert.Equal(release.ReversedOn is null ? held : held + release.Amount, invoice.Held);
                        break;
                    case 4 when invoice.Paid > 0:
                        invoice.Unpay(Math.Min(amount, invoice.Paid));
                        break;
                }

                Assert.Equal(invoice.Total - invoice.Credited - invoice.Paid, invoice.Balance);
                Assert.Equal(invoice.Retained - credited - invoice.Releases.Where(r => r.ReversedOn is null).Sum(r => r.Amount), invoice.Held);
                Assert.InRange(invoice.Held, 0, invoice.Balance);
            }
        }));

    [Fact]
    public void NetOfADepositWithTax_ForAnyAmountAndCodes_ComesToItOrToTheNearestBelow() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll((from cents in Gen.Choose(200, 50_000_000) from prices in Gen.Choose(1, 90_000).ListOf(3) select (cents, prices)).ToArbitrary(), drawn =>
        {
            TaxCode[] codes = [Code(5.5m), Code(20m), Code(5m, 9.975m)];
            var job = new Job(1, 1, "D-1", "Travaux", "CAD", Now);
            foreach (var (price, code) in drawn.prices.Zip(codes))
            {
                job.Order(new JobLine { Description = "Pose", Quantity = 1, UnitPrice = price / 100m, TaxCodeId = code.Id }.Priced());
            }

            var (wanted, taxes) = (drawn.cents / 100m, new TaxTable(codes));
            decimal With(decimal net) => TaxCalculation.Calculate([.. codes.Zip(Money.Split(net, [.. job.Lines.Select(l => l.Net)]), (c, part) => (part, (TaxCode?)c))], Day).Total;
            var net = DepositLines.NetOf(wanted, job, null, taxes, Day, room: null);

            Assert.InRange(With(net), wanted - 0.03m, wanted);
            Assert.DoesNotContain(Enumerable.Range(1, 5), cents => With(net + (cents / 100m)) is var more && more <= wanted && more > With(net));
        }));

    private static Gen<(int Cents, decimal Percent, List<(int Kind, int Cents)> Steps)> Cases() =>
        from cents in Gen.Choose(1, 200_000)
        from percent in Gen.Choose(0, 500)
        from steps in (from kind in Gen.Choose(0, 4) from amount in Gen.Choose(1, 100_000) from small in Gen.Choose(0, 1) select (kind, small == 0 ? amount : amount % 5_000)).ListOf(12)
        select (cents, percent / 10m, steps.ToList());

    private static Invoice Issued(decimal price, decimal percent)
    {
        var client = new Client(Entity.Id, "Client", new Contact { Name = "C" });
        var invoice = new Invoice(InvoiceKind.Invoice, Entity.Id, client.Id, client.Id, "fr-FR", "CAD", Now);
        Assert.True(invoice.Edit(new Invoice.Head(client.Id, "", "", null, null, null, null, null, false, RetentionPercent: percent)).Succeeded);
        var line = new InvoiceLine();
        Assert.True(line.Set(new InvoiceLine.Values("Travail", 1, "", price, 0, null, 700)).Succeeded);
        invoice.AddLine(line);
        var taxes = new TaxTable([]);
        invoice.Calculate(taxes, Day);
        invoice.Issue("F-000001", Day, Now, InvoiceParties.Of(Entity, client, client), taxes, null);
        invoice.HandOver(AccountingState.HandedOver);
        return invoice;
    }

    private static TaxCode Code(params decimal[] percents)
    {
        var code = new TaxCode { LegalEntityId = 1, Code = "C", Name = LocalText.Same("C") };
        foreach (var percent in percents)
        {
            var component = new TaxComponent { LegalEntityId = 1, Name = LocalText.Same($"{percent}"), GlAccountId = 900 };
            component.Rates.Add(new TaxRate { From = new DateOnly(2013, 1, 1), Percent = percent });
            code.Components.Add(component);
        }

        return code;
    }
}
