using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Interventions;

namespace Portal.Business.Tests.Interventions;

public sealed class QuestionnaireTests
{
    private static readonly Question Counter = new("counter", QuestionKind.Number, LocalText.Same("Compteur"), Required: false, []);

    [Theory]
    [InlineData("fr-CA", "12,5", "12.5")]
    [InlineData("fr-CA", "12.5", "12.5")]
    [InlineData("en", "12,5", "12.5")]
    [InlineData("fr-CA", "12 345,5", "12345.5")]
    [InlineData("fr-FR", "12\u202f345,5", "12345.5")]
    [InlineData("en", "12,345.5", "12345.5")]
    public void Number_AsItIsReadOffACounter_IsKept(string language, string typed, string kept) =>
        Assert.Equal(kept, Questionnaire.Check(Counter, typed, CultureInfo.GetCultureInfo(language)).Value);

    [Fact]
    public void Number_ThatIsNone_IsRefusedAtItsQuestion()
    {
        var refusal = Questionnaire.Check(Counter, "douze", CultureInfo.GetCultureInfo("fr-CA")).Refusal!;

        Assert.Equal(("Interventions.NotANumber", "q-counter"), (refusal.Code, refusal.Field));
    }
}
