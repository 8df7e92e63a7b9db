using Portal.Business.Accounts;

namespace Portal.Business.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("court")]
    [InlineData("123456789")]
    public void Check_FewerThanTenCharacters_IsRefused(string password) =>
        Assert.Equal("Accounts.PasswordTooShort", PasswordRules.Check(password, "a@b.example", "A")!.Code);

    [Theory]
    [InlineData("1234567890")]
    [InlineData("Password123")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("MotDePasse2026")]
    [InlineData("Bienvenue2026!")]
    [InlineData("azertyuiop")]
    [InlineData("qwertyuiop")]
    [InlineData("aaaaaaaaaaaaa")]
    [InlineData("ababababababab")]
    [InlineData("abcdefghijkl")]
    [InlineData("9876543210")]
    [InlineData("Montréal2026!!")]
    [InlineData("tremblay2026")]
    [InlineData("SamTremblay1")]
    [InlineData("basketball")]
    public void Check_WhatIsTriedFirst_IsRefused(string password) =>
        Assert.Equal("Accounts.PasswordCommon", PasswordRules.Check(password, "sam.tremblay@nord.example", "Sam Tremblay")!.Code);

    [Theory]
    [InlineData("brouette lilas 42 quai")]
    [InlineData("Xk7-92mq.LpQ")]
    [InlineData("été à la plage verte")]
    [InlineData("sam likes purple boats")]
    public void Check_AGoodOne_Passes(string password) => Assert.Null(PasswordRules.Check(password, "sam.tremblay@nord.example", "Sam Tremblay"));

    [Fact]
    public void Check_AHugeOne_IsRefused() =>
        Assert.Equal("Accounts.PasswordTooLong", PasswordRules.Check(new string('x', 10_000_000), "a@b.example", "A")!.Code);
}
