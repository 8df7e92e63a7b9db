using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Receivables;

namespace Portal.Business.Tests.Receivables;

public sealed class AgeingTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Buckets_OfAnyInstalments_AreWhatIsLeftWhenTheOldestAreSettledFirst() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(Cases().ToArbitrary(), drawn =>
            {
                var (parts, settledCents) = drawn;
                var total = parts.Sum(p => p.Amount);
                var open = total - Math.Min(settledCents / 100m, total + 5);

                var left = total - open;
                var expected = new decimal[5];
                foreach (var part in parts.OrderByDescending(p => p.DaysLate))
                {
                    var taken = Math.Min(left, part.Amount);
                    left -= taken;
                    expected[part.DaysLate <= 0 ? 0 : part.DaysLate <= 30 ? 1 : part.DaysLate <= 60 ? 2 : part.DaysLate <= 90 ? 3 : 4] += part.Amount - taken;
                }

                decimal UpTo(int days) => parts.Where(p => Day.AddDays(-p.DaysLate) >= Day.AddDays(-days)).Sum(p => p.Amount);
                var ageing = Ageing.Of(open, UpTo(0), UpTo(30), UpTo(60), UpTo(90));
                return ageing.Buckets.SequenceEqual(open <= 0 ? new decimal[5] : expected) && ageing.Total == Math.Max(open, 0)
                    && ageing.Overdue == ageing.Buckets.Skip(1).Sum();
            }));

    private static Gen<(List<(int DaysLate, decimal Amount)> Parts, int SettledCents)> Cases() =>
        from count in Gen.Choose(1, 5)
        from days in Gen.ListOf(Gen.OneOf(Gen.Choose(-40, 130), Gen.Elements(0, 1, 30, 31, 60, 61, 90, 91)), count)
        from cents in Gen.ListOf(Gen.Choose(1, 50_000), count)
        from settled in Gen.Choose(0, 120_000)
        select (days.Zip(cents, (d, c) => (d, c / 100m)).ToList(), settled);
}
