using Portal.Business.Common;

namespace Portal.Web.Companies;

public static class FieldNames
{
    /// <summary>For pages that show the same form several times: their fields have names of their own, and refusals must find them.</summary>
    public static Result WithFieldsEnding(this Result result, string ending) =>
        result.Succeeded ? result : Result.Refused([.. result.Refusals.Select(r => r.Field is null ? r : r.On(r.Field + ending))]);
}
