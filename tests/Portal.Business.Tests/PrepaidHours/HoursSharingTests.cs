using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Tests.PrepaidHours;

/// <summary>The rule of prepaid hours, without a database: what is left is always what was bought, less what was used and expired, with the corrections.</summary>
public sealed class HoursSharingTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void Share_OverTwoPacks_UsesTheFirstBoughtFirst()
    {
        var shares = HoursSharing.Share([new HoursPot(1, 60, HoursOverage.Block), new HoursPot(2, 600, HoursOverage.Block)], 90).Value;

        Assert.Equal((60, 30, 0), (shares.ByPack[1], shares.ByPack[2], shares.Over));
    }

    [Theory]
    [InlineData(HoursOverage.Allow, 90, 0)]
    [InlineData(HoursOverage.Bill, 60, 30)]
    public void Share_MoreThanIsLeft_FollowsTheRule(HoursOverage overage, int taken, int over)
    {
        var shares = HoursSharing.Share([new HoursPot(1, 60, overage)], 90).Value;

        Assert.Equal((taken, over), (shares.ByPack[1], shares.Over));
    }

    [Fact]
    public void Share_MoreThanIsLeftOfABlockedPack_IsRefusedUnlessItIsLessThanBefore()
    {
        HoursPot[] pots = [new(1, 60, HoursOverage.Block)];

        Assert.Equal("PrepaidHours.NotEnough", HoursSharing.Share(pots, 90).Refusal!.Code);
        Assert.Equal(90, HoursSharing.Share(pots, 90, before: 120).Value.ByPack[1]);
    }

    [Fact]
    public void Share_OfAnything_IsCompleteAndTakesNoMoreThanThereIs() =>
        Prop.ForAll<PositiveInt, int[], byte>(IsComplete).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Share_OfLessThanBefore_IsNeverRefused_WhateverBecameOfThePacks() =>
        Prop.ForAll<int[], PositiveInt, byte>(IsNotRefused).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <param name="seeds">Each a pack: what it has left, and in its last digit its rule.</param>
    private static bool IsNotRefused(int[] seeds, PositiveInt took, byte part)
    {
        var pots = seeds.Select((s, i) => new HoursPot(i, s % 10_000 / 10, (HoursOverage)(Math.Abs(s % 10) % 3))).ToList();
        var over = took.Get * (part % 4) / 4;
        for (var minutes = took.Get; minutes >= 0; minutes -= Math.Max(1, took.Get / 7))
        {
            if (!HoursSharing.Share(pots, minutes, took.Get - over, over).TryGet(out var shares) || shares.ByPack.Values.Sum() + shares.Over != minutes)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsComplete(PositiveInt minutes, int[] available, byte rule)
    {
        var overage = (HoursOverage)(rule % 3);
        var pots = available.Select((a, i) => new HoursPot(i, a % 10_000, overage)).ToList();
        var shared = HoursSharing.Share(pots, minutes.Get);
        if (!shared.TryGet(out var shares))
        {
            return overage == HoursOverage.Block && pots.Sum(p => Math.Max(0, p.Available)) < minutes.Get;
        }

        var mayGoBelow = overage == HoursOverage.Allow ? pots.LastOrDefault()?.PackId : null;
        return shares.ByPack.Values.Sum() + shares.Over == minutes.Get
            && shares.ByPack.Values.All(m => m > 0)
            && pots.All(p => p.PackId == mayGoBelow || shares.ByPack.GetValueOrDefault(p.PackId) <= Math.Max(0, p.Available));
    }

    [Theory]
    [InlineData(210, "fr-CA", "3,5\u00a0h")]
    [InlineData(-90, "en-CA", "\u22121.5\u00a0h")]
    [InlineData(-60_090, "fr-FR", "\u22121\u202f001,5\u00a0h")]
    public void Hours_BelowZero_HaveAMinusSign(int minutes, string language, string text) => Assert.Equal(text, HoursSharing.Text(Formats.For(language), minutes));

    /// <summary>Logs, edits, deletes, corrects and expires in any order.</summary>
    [Fact]
    public void Pack_AfterAnySequence_BalanceIsTheSumAndABlockedOneIsNeverOverdrawn() =>
        Prop.ForAll<int[], byte>(AddsUp).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(2000));

    /// <param name="steps">Each says in its last digits what is done and to which entry, and in the others how much.</param>
    private static bool AddsUp(int[] steps, byte rule)
    {
        var overage = (HoursOverage)(rule % 3);
        var job = new Job(1, 2, "J-1", "Assistance", "CAD", Now);
        var line = new JobLine { Description = "Assistance", Quantity = 10, UnitPrice = 100 };
        var (pack, bought) = HoursPack.Open(job, line, new SoldHours(HoursUnit.Hour, 1, overage), Today, Now, "");
        List<HoursMovement> ledger = [bought];
        var entries = new Dictionary<int, int>();
        foreach (var step in steps.Select(Math.Abs))
        {
            var (what, entry, amount) = (step % 4, step / 4 % 4, step / 16);
            var before = entries.GetValueOrDefault(entry);
            var minutes = what switch { 0 => amount * 4 % 700, 1 => 0, _ => -1 };
            if (minutes >= 0)
            {
                if (HoursSharing.Share([new HoursPot(pack.Id, pack.BalanceMinutes + before, overage)], minutes, before).TryGet(out var shares))
                {
                    var taken = shares.ByPack.GetValueOrDefault(pack.Id);
                    ledger.Add(pack.Add(HoursMovementKind.Used, before - taken, Today, Now, "", "", $"time:{ledger.Count}"));
                    entries[entry] = taken;
                }
            }
            else if (what == 2)
            {
                ledger.Add(pack.Add(HoursMovementKind.Corrected, (amount % 100) + 1, Today, Now, "", "", $"hand:{ledger.Count}"));
            }
            else
            {
                pack.Extend(Today.AddDays(-1));
                if (pack.Expire(Today, Now) is { } expired)
                {
                    ledger.Add(expired);
                }
            }

            if (overage != HoursOverage.Allow && pack.BalanceMinutes < 0)
            {
                return false;
            }
        }

        int Sum(HoursMovementKind kind) => ledger.Where(m => m.Kind == kind).Sum(m => m.Minutes);
        return pack.BalanceMinutes == ledger.Sum(m => m.Minutes)
            && pack.BalanceMinutes == pack.BoughtMinutes - pack.UsedMinutes + Sum(HoursMovementKind.Expired) + Sum(HoursMovementKind.Corrected)
            && pack.UsedMinutes == entries.Values.Sum();
    }
}
