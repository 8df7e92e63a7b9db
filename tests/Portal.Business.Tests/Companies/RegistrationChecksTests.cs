using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Tests.Companies;

public sealed class RegistrationChecksTests
{
    [Theory]
    [InlineData("732 829 320", "732829320")]
    [InlineData("552.100.554", "552100554")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Siren_Valid_IsStoredWithoutSpaces(string? typed, string stored) => Assert.Equal(stored, RegistrationChecks.Siren(typed).Value);

    [Theory]
    [InlineData("732829321", "Companies.SirenCheckDigit")]
    [InlineData("73282932", "Companies.SirenForm")]
    [InlineData("73282932O", "Companies.SirenForm")]
    [InlineData("７３２８２９３２０", "Companies.SirenForm")]
    public void Siren_Wrong_SaysWhy(string typed, string code) => Assert.Equal(code, RegistrationChecks.Siren(typed).Refusal!.Code);

    [Theory]
    [InlineData("732 829 320 00074")]
    [InlineData("35600000000048")]
    [InlineData("35600000049837")]
    public void Siret_ValidOrOfLaPoste_IsAccepted(string typed) => Assert.True(RegistrationChecks.Siret(typed).Succeeded);

    [Theory]
    [InlineData("73282932000075")]
    [InlineData("35600000049838")]
    public void Siret_WithWrongDigit_IsRefused(string typed) => Assert.Equal("Companies.SiretCheckDigit", RegistrationChecks.Siret(typed).Refusal!.Code);

    [Theory]
    [InlineData("FR 44 732829320", "FR44732829320")]
    [InlineData("be 0412.345.678", "BE0412345678")]
    [InlineData("GR123456789", "EL123456789")]
    [InlineData("NL123456789B01", "NL123456789B01")]
    public void VatId_Valid_IsNormalised(string typed, string stored) => Assert.Equal(stored, RegistrationChecks.VatId(typed).Value);

    [Theory]
    [InlineData("FR45732829320", "Companies.FrenchVatKey")]
    [InlineData("FR4473282932", "Companies.FrenchVatForm")]
    [InlineData("BE12", "Companies.VatForm")]
    [InlineData("ZZ123456789", "Companies.VatCountry")]
    [InlineData("X", "Companies.VatCountry")]
    public void VatId_Wrong_SaysWhy(string typed, string code) => Assert.Equal(code, RegistrationChecks.VatId(typed).Refusal!.Code);

    [Theory]
    [InlineData("1142164119", null)]
    [InlineData("114216411", "Companies.NeqForm")]
    [InlineData("4442164119", "Companies.NeqStart")]
    public void Neq_IsCheckedByForm(string typed, string? code) => Assert.Equal(code, RegistrationChecks.Neq(typed).Refusal?.Code);

    [Theory]
    [InlineData("872753678 rt 0001", null)]
    [InlineData("872753678", "Companies.GstForm")]
    [InlineData("872753679RT0001", "Companies.GstCheckDigit")]
    public void Gst_IsCheckedByDigit(string typed, string? code) => Assert.Equal(code, RegistrationChecks.Gst(typed).Refusal?.Code);

    [Theory]
    [InlineData("1449008934 TQ 0001", null)]
    [InlineData("1449008934", "Companies.QstForm")]
    public void Qst_IsCheckedByForm(string typed, string? code) => Assert.Equal(code, RegistrationChecks.Qst(typed).Refusal?.Code);

    [Theory]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606", null)]
    [InlineData("GB82 WEST 1234 5698 7654 32", null)]
    [InlineData("FR15 2004 1010 0505 0001 3M02 606", "Companies.IbanCheckDigits")]
    [InlineData("FR14 2004 1010 0505 0001 3M02 60", "Companies.IbanLength")]
    [InlineData("nonsense", "Companies.IbanForm")]
    public void Iban_IsCheckedByItsDigits(string typed, string? code) => Assert.Equal(code, RegistrationChecks.Iban(typed).Refusal?.Code);

    [Theory]
    [InlineData("bnpafrpp", null)]
    [InlineData("BNPAFRPPXXX", null)]
    [InlineData("BNPA1RPP", "Companies.BicForm")]
    public void Bic_IsCheckedByForm(string typed, string? code) => Assert.Equal(code, RegistrationChecks.Bic(typed).Refusal?.Code);

    [Fact]
    public void AnySingleWrongDigit_OfASiren_IsFound() =>
        Prop.ForAll(
            (from body in Gen.Choose(0, 99_999_999)
             from at in Gen.Choose(0, 8)
             from add in Gen.Choose(1, 9)
             select (Siren: WithLuhn(body.ToString("00000000", CultureInfo.InvariantCulture)), at, add)).ToArbitrary(),
            x => RegistrationChecks.Siren(x.Siren).Succeeded && !RegistrationChecks.Siren(Wrong(x.Siren, x.at, x.add)).Succeeded).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyFrenchVatId_MadeOfItsSiren_IsAcceptedAndItsNeighbourIsNot() =>
        Prop.ForAll(
            Gen.Choose(0, 99_999_999).Select(body => WithLuhn(body.ToString("00000000", CultureInfo.InvariantCulture))).ToArbitrary(),
            siren =>
            {
                var vat = RegistrationChecks.FrenchVatIdOf(siren);
                return RegistrationChecks.VatId(vat).Succeeded && !RegistrationChecks.VatId(Wrong(vat, 3, 1)).Succeeded;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyIban_WithItsCheckDigits_IsAccepted_AndOneWrongDigitIsNot() =>
        Prop.ForAll(
            (from account in Gen.Choose(0, 9).ArrayOf(23)
             from at in Gen.Choose(4, 26)
             from add in Gen.Choose(1, 9)
             select (Account: string.Concat(account), at, add)).ToArbitrary(),
            x =>
            {
                var check = 98 - (int)(BigInteger.Parse(x.Account + "152700", CultureInfo.InvariantCulture) % 97);
                var iban = $"FR{check:00}{x.Account}";
                return RegistrationChecks.Iban(iban).Succeeded && !RegistrationChecks.Iban(Wrong(iban, x.at, x.add)).Succeeded;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void WhateverIsTyped_IsReadOrRefused_NeverAFault() =>
        Prop.ForAll<string?>(typed =>
        {
            Func<string?, Result<string>>[] all =
            [
                RegistrationChecks.Siren, RegistrationChecks.Siret, RegistrationChecks.VatId, RegistrationChecks.Neq, RegistrationChecks.Gst,
                RegistrationChecks.Qst, RegistrationChecks.Iban, RegistrationChecks.Bic, ContactDetails.Email, ContactDetails.Phone,
                t => ContactDetails.PostalCode(t, "CA"), t => ContactDetails.PostalCode(t, "FR"), t => ContactDetails.PostalCode(t, "US"),
            ];
            return all.All(read => read(typed) is { } result && (!result.Succeeded || read(result.Value).Value == result.Value));
        }).QuickCheckThrowOnFailure();

    private static string WithLuhn(string body) => Enumerable.Range(0, 10).Select(d => $"{body}{d}").Single(RegistrationChecks.Luhn);

    private static string Wrong(string digits, int at, int add)
    {
        var wrong = digits.ToCharArray();
        wrong[at] = (char)('0' + ((wrong[at] - (int)'0' + add) % 10));
        return new string(wrong);
    }
}
